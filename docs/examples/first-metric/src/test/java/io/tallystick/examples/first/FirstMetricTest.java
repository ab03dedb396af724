package io.tallystick.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FirstMetricTest {
  @Test
  void theProgramPrintsWhatItRecordedWhatTheGuardsSaidAndWhatTheFileKeeps() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    FirstMetric.runTo(new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            # An application counts, sets and times
              the work gave back: receipt 17
              the work threw, with its own type: java.io.IOException: the cache is away
            # It makes mistakes, and no call throws
            # A tenant's script records, and is told when it may not
              answer: accepted
              answer: refused: tag_key_denied: The tag key "token" may identify a person or hold a secret: leave the tag out.
            # What is known about a metric from the start
              histogram http.request.duration_ms[client, method, route_id, status_class, status_code], for Prometheus http_request_duration_seconds: How long a request takes from its arrival at the application to the end of the answer
            # What the runtime has now of all that
              auth.login.attempt{method=password}: 1.0
              cache.rebuild.duration_ms{result=error}: timed, count 1
              email.send.duration_ms{type=reset}: timed, count 1
              lua.pool.active{}: 3.0
              orders.count{channel=web, status=paid}: 3.0
              orders.count{contact=redacted}: 1.0
              upload.size_bytes{type=image}: count 1, greatest 41700.0
              user.invoice.sent{type=pdf}: 1.0
            # What the guards changed or refused
              tallystick.dropped.count{reason=name_syntax}: 1.0
              tallystick.dropped.count{reason=tag_key_denied}: 1.0
              tallystick.dropped.count{reason=value_not_finite}: 1.0
              tallystick.guard.rejected.count{rule=name_syntax}: 1.0
              tallystick.guard.rejected.count{rule=tag_key_denied}: 2.0
              tallystick.guard.rejected.count{rule=tag_value_pii}: 1.0
            # What the file keeps when the process has ended, by way of SQL
              orders.count {"channel":"web","status":"paid"}: 3.0
              orders.count {"contact":"redacted"}: 1.0
            """);
  }
}
