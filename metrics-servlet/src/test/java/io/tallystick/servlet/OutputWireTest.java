package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was recorded with hostile tags comes out so that nothing runs it, over a socket. */
@ParameterizedClass
@EnumSource(Transport.class)
class OutputWireTest {
  private static WireBed bed;

  @Parameter Transport transport;

  @BeforeParameterizedClassInvocation
  static void start(Transport transport) {
    bed = WireBed.start(transport);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    bed.close();
  }

  private static void hasSafeHeaders(Reply reply) {
    assertThat(reply.headers())
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("referrer-policy", "no-referrer")
        .containsEntry("cache-control", "no-store")
        .containsEntry(
            "content-security-policy",
            "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/api-metrics/breakdown?metric=orders.count&group_by=status",
        "/admin/api-metrics/series?metric=orders.count&group_by=status",
        "/admin/api-metrics/tags?metric=orders.count&key=status",
        "/admin/api-metrics/endpoints",
        "/admin/api-metrics/heatmap"
      })
  void noTagValueIsATagOfAPage(String address) throws IOException {
    Reply reply = bed.get(address);

    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(reply.text()).contains("u003C").doesNotContain("<", ">", "&", "'", "\u2028");
    assertThat(reply.header("content-type")).startsWith("application/json");
    hasSafeHeaders(reply);
  }

  @Test
  void whatScrapersReadIsTextAndNothingElse() throws IOException {
    Reply reply = bed.get("/metrics");

    assertThat(reply.text()).contains("status=\"<script>alert('x')</script>&");
    assertThat(reply.header("content-type")).startsWith("text/plain");
    hasSafeHeaders(reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json", "jsonl", "openmetrics"})
  void whatIsTakenAwayIsAFileThatNoBrowserShows(String format) throws IOException {
    Reply reply = bed.get("/admin/api-metrics/export?format=" + format);

    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(reply.header("content-disposition"))
        .matches("attachment; filename=\"tallystick-\\d{4}-\\d{2}-\\d{2}\\.[a-z]+\"");
    hasSafeHeaders(reply);
  }

  @Test
  void noCellOfATableIsAFormula() throws IOException {
    Reply reply = bed.get("/admin/api-metrics/export?format=csv");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).contains("orders.count");
    Pattern formula = Pattern.compile("(^|,)\"?[=+@\t]|(^|,)\"?-[^0-9]", Pattern.MULTILINE);
    assertThat(formula.matcher(reply.text()).find()).as(reply.text()).isFalse();
    assertThat(reply.header("content-type")).startsWith("text/csv");
  }

  @Test
  void anAnswerIsPressedForWhoTakesThat() throws IOException {
    Reply plain = bed.get("/admin/api-metrics/export?format=csv");
    Reply pressed =
        bed.get("/admin/api-metrics/export?format=csv", "Accept-Encoding: br;q=1, gzip;q=0.8");

    assertThat(pressed.header("content-encoding")).isEqualTo("gzip");
    assertThat(pressed.unpressed()).isEqualTo(plain.text());
    assertThat(pressed.header("vary")).contains("Accept-Encoding");
  }
}
