package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
  private static final Answer LONG = Answer.text(200, "text/plain", "x".repeat(1_024));
  private static final Answer VERSION_ONE =
      Answer.text(200, "text/plain", "x").with("ETag", "\"1\"");

  private static Answer fit(Answer answer, String header, String value) {
    return Delivery.fit(FakeRequest.to("/").header(header, value), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"1\"', 304",
    "'W/\"1\"', 304",
    "'\"0\", W/\"1\"', 304",
    "'\"0\",\"1\"', 304",
    "*, 304",
    "'\"0\"', 200",
    "'\"11\"', 200",
    "1, 200",
    "'', 200"
  })
  void tagsAreComparedWeakly(String known, int status) {
    assertThat(fit(VERSION_ONE, "If-None-Match", known).status()).isEqualTo(status);
  }

  @Test
  void whatIsKnownIsNotCarriedAgainAndSaysNoLength() {
    Answer answer = fit(VERSION_ONE, "If-None-Match", "*");

    assertThat(answer.isCarrying()).isFalse();
    assertThat(answer.length()).isEqualTo(-1);
    assertThat(answer.headers()).containsKeys("ETag", "Vary").doesNotContainKey("Content-Type");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 400, 404, 503})
  void onlyWhatIsReadIsKnown(int status) {
    Answer answer = Answer.text(status, "text/plain", "x").with("ETag", "\"1\"");

    assertThat(fit(answer, "If-None-Match", "*").status()).isEqualTo(status);
  }

  @Test
  void aChangeIsNeverKnown() {
    FakeRequest put = FakeRequest.to("/").method("PUT").header("If-None-Match", "*");

    assertThat(Delivery.fit(put, VERSION_ONE).status()).isEqualTo(200);
  }

  @Test
  void theSameBytesHaveTheSameTagAndOthersAnother() {
    String one = fit(LONG, "Accept", "*/*").headers().get("ETag");

    assertThat(fit(LONG, "Accept-Encoding", "gzip").headers()).containsEntry("ETag", one);
    assertThat(one).startsWith("W/\"");
    assertThat(fit(Answer.text(200, "text/plain", "y"), "Accept", "*/*").headers().get("ETag"))
        .isNotEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "x-gzip, true",
    "'gzip;q=1.000', true",
    "'gzip\t;\tq=0.001', true",
    "'br, gzip ; q=0.5, *;q=0', true",
    "gzip;q=0, false",
    "gzip;q=0.000, false",
    "gzip;q=2, false",
    "gzip;q=-1, false",
    "gzip;q=NaN, false",
    "gzipped, false",
    "*, false",
    "'', false"
  })
  void onlyWhoTakesItIsSentItPressed(String accepted, boolean isPressed) throws IOException {
    Answer answer = fit(LONG, "Accept-Encoding", accepted);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    answer.body().writeTo(sent);

    assertThat(answer.headers().containsKey("Content-Encoding")).isEqualTo(isPressed);
    assertThat(answer.length()).isEqualTo(sent.size());
    assertThat(sent.size() < 1_024).isEqualTo(isPressed);
    assertThat(answer.headers().get("Vary")).contains("Accept-Encoding");
  }

  @Test
  void whatIsShortOrPressedAlreadyIsSentAsItIs() {
    assertThat(
            fit(Answer.text(200, "text/plain", "x".repeat(1_023)), "Accept-Encoding", "gzip")
                .length())
        .isEqualTo(1_023);
    assertThat(fit(LONG.with("Content-Encoding", "br"), "Accept-Encoding", "gzip").headers())
        .containsEntry("Content-Encoding", "br");
  }

  @Test
  void aHeadSaysTheLengthAndCarriesNothing() {
    Answer head = LONG.head();

    assertThat(head.length()).isEqualTo(1_024);
    assertThat(head.isCarrying()).isFalse();
    assertThat(head.headers()).isEqualTo(LONG.headers());
  }
}
