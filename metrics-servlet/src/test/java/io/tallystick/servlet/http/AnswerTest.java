package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
  /** The last ones become CR and LF where a server sends the lower half of each character. */
  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: 1", "a\n", "a\u0000", "a\u007f", "a\u010d\u010aX: 1", "\u00e4"})
  void noHeaderCanEndBeforeItsEnd(String value) {
    assertThatThrownBy(() -> Answer.empty(200).with("X-Any", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Any");
  }

  @Test
  void whatAnAnswerSaysOfItselfStays() {
    Answer answer = SafeHeaders.added(Answer.empty(200).with("Cache-Control", "max-age=60"));

    assertThat(answer.headers())
        .containsEntry("Cache-Control", "max-age=60")
        .containsEntry("X-Content-Type-Options", "nosniff");
  }

  @Test
  void aRefusalHasTheSafeHeadersByItself() {
    Answer answer = RefusedRequest.badParameter("a\u2028", "'<b>&\ud800", "give none").answer();

    assertThat(answer.headers()).containsKeys("Content-Security-Policy", "Cache-Control");
    assertThat(new String(answer.known(), StandardCharsets.UTF_8))
        .contains("a\\u2028", "\\u0027\\u003cb\\u003e\\u0026\\ud800");
  }

  @Test
  void aLongValueIsShortenedInARefusal() {
    assertThat(RefusedRequest.badParameter("a", "x".repeat(5_000), "give less").getMessage())
        .hasSizeLessThan(400);
  }

  @Test
  void whatBreaksWhileItIsSentIsTold() {
    Endpoint broken =
        Endpoint.read(
            "/broken",
            Set.of(),
            call ->
                Answer.stream(
                    200,
                    "text/plain",
                    out -> {
                      throw new IllegalStateException("the password is swordfish");
                    }));
    Endpoints endpoints = new Endpoints(List.of(broken), EndpointRules.closed(), () -> 0);

    for (String accepted : List.of("identity", "gzip")) {
      Answer answer =
          endpoints.answer(FakeRequest.to("/broken").header("Accept-Encoding", accepted));
      assertThat(answer.status()).isEqualTo(200);
      assertThatThrownBy(() -> answer.body().writeTo(new ByteArrayOutputStream()))
          .isInstanceOf(RefusedRequest.class)
          .hasMessageContaining("under error")
          .hasMessageNotContaining("swordfish");
    }
  }

  @Test
  void aClientThatIsGoneIsNoFailureOfOurs() {
    Answer answer = Answer.stream(200, "text/plain", out -> out.write(1));
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatThrownBy(() -> new GuardedBody(answer.body()).writeTo(gone))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");
  }
}
