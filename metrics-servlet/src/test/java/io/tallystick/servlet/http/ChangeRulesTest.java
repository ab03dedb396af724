package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeRulesTest {
  private static int status(FakeRequest request) {
    try {
      ChangeRules.check(request);
      return 200;
    } catch (RefusedRequest refused) {
      return refused.status();
    }
  }

  private static FakeRequest change(String method) {
    return FakeRequest.to("/rules").method(method).header("Content-Type", "application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "APPLICATION/JSON; charset=utf-8, 200",
    "application/json ; x=y, 200",
    "'application/json, text/plain', 415",
    "application/jsonp, 415",
    "text/json, 415",
    "'', 415"
  })
  void onlyJsonIsTaken(String type, int status) {
    assertThat(status(change("POST").header("Content-Type", type))).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://localhost:8080, 200",
    "Origin, https://LOCALHOST:8080, 200",
    "Origin, http://localhost, 403",
    "Origin, 'http://localhost:8080, http://evil.example', 403",
    "Origin, http://localhost:8080@evil.example, 403",
    "Origin, file://, 403",
    "Sec-Fetch-Site, none, 200",
    "Sec-Fetch-Site, same-origin, 200",
    "Sec-Fetch-Site, 'same-origin, cross-site', 403",
    "Sec-Fetch-Site, CROSS-SITE, 403",
    "Sec-Fetch-Site, '', 403"
  })
  void onlyAPageOfThisSiteOrAProgramMayChange(String header, String value, int status) {
    assertThat(status(change("POST").header(header, value))).isEqualTo(status);
  }

  @Test
  void anOriginWithoutAHostToCompareIsFromElsewhere() {
    assertThat(status(change("POST").header("Origin", "http://localhost:8080").without("Host")))
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"PUT, 428", "DELETE, 428", "POST, 200"})
  void whoChangesWhatIsThereSaysWhichOneWasSeen(String method, int status) {
    assertThat(status(change(method))).isEqualTo(status);
    assertThat(status(change(method).header("If-Match", "\"1\""))).isEqualTo(200);
  }
}
