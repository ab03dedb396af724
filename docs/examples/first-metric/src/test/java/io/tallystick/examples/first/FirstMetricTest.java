package io.tallystick.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FirstMetricTest {
  @Test
  void theProgramPrintsWhatItRecordsAndWhatTheGuardsSay() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    FirstMetric.runTo(new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            # An application counts, sets and times
              count orders.count{channel=web, status=paid}: 1.0
              gauge lua.pool.active{}: 3.0
              histogram upload.size_bytes{type=image}: 41700.0
              duration email.send.duration_ms{type=reset}: timed
              the work gave back: receipt 17
              duration cache.rebuild.duration_ms{result=error}: timed
              the work threw, with its own type: java.io.IOException: the cache is away
            # What the guards change or refuse
              count auth.login.attempt{method=password}: 1.0
                changed by [TAG_KEY_DENIED]
              count orders.count{contact=redacted}: 1.0
                changed by [TAG_VALUE_PII]
              refused: name_syntax: The metric name "Orders" is not made of two or more parts of a-z, 0-9 and _ joined by dots, starting with a letter: write it like orders.count.
              refused: value_not_finite: The value is NaN: record a finite number or nothing.
            # A tenant's script records, and is told when it may not
              tenant acme user.invoice.sent{type=pdf}: 1.0
              answer: accepted
              answer: refused: tag_key_denied: The tag key "token" may identify a person or hold a secret: leave the tag out.
            # What is known about a metric from the start
              histogram http.request.duration_ms[client, method, route_id, status_class, status_code], for Prometheus http_request_duration_seconds: How long a request takes from its arrival at the application to the end of the answer
            """);
  }
}
