package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever is asked of the API, the answer is one or a refusal, and never that something broke. How
 * to search for long is said at {@code ParametersFuzzTest}.
 */
class ApiFuzzTest {
  private static MetricsRuntime runtime;
  private static EndpointTable table;

  @BeforeAll
  static void start() {
    runtime = TestRuntime.create();
    table = EndpointTable.of(runtime, WireBed.often(EndpointSettings.standard()));
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  private static int status(FakeRequest request) {
    Answer answer = table.answer(request);
    return answer.status();
  }

  @FuzzTest(maxDuration = "5m")
  void anyQuestionIsAnsweredOrRefused(byte[] input) {
    String question = new String(input, StandardCharsets.ISO_8859_1);

    assertThat(status(FakeRequest.to("/admin/api-metrics/" + question))).isBetween(200, 499);
  }

  @FuzzTest(maxDuration = "5m")
  void anyCursorIsGoneOnFromOrRefused(byte[] input) {
    String raw = new String(input, StandardCharsets.ISO_8859_1);
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(input);

    for (String cursor : new String[] {raw, encoded}) {
      assertThat(status(FakeRequest.to("/admin/api-metrics?cursor=" + cursor))).isBetween(200, 499);
    }
  }

  @FuzzTest(maxDuration = "5m")
  void anyBodyIsTakenOrRefused(byte[] input) {
    FakeRequest request =
        FakeRequest.to("/admin/api-metrics/annotations")
            .method("POST")
            .header("Content-Type", "application/json")
            .body(new String(input, StandardCharsets.ISO_8859_1));

    int status = status(request);
    if (status != 503) { // more wait for the store than it takes
      assertThat(status).isBetween(200, 499);
    }
  }
}
