package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.memory.InMemoryBackend;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the filter tells of the limits of clients. */
class ClientLimitsTest {
  private static final String LIMIT = "X-RateLimit-Limit";
  private static final String REMAINING = "X-RateLimit-Remaining";

  private final MetricsRuntime runtime =
      MetricsRuntime.builder().source("service:test").storage(InMemoryBackend.create()).build();
  private final List<String> told = new ArrayList<>();
  private final FilterSettings clients =
      FilterSettings.standard().clientFromHeader("X-Api-Key", UnaryOperator.identity());

  @AfterEach
  void close() {
    runtime.close();
  }

  private void observe(String client, long limit, long used) {
    told.add(client + " " + used + " of " + limit);
  }

  private FilterSettings byHeaders() {
    return clients.rateLimitFromHeaders(this::observe, LIMIT, REMAINING);
  }

  /** An answer with headers. */
  private static final class Headed extends BareRequest.Answer {
    private final Map<String, String> headers = new HashMap<>();

    @Override
    public String getHeader(String name) {
      return headers.get(name);
    }

    @Override
    public void setHeader(String name, String value) {
      headers.put(name, value);
    }
  }

  private void ask(FilterSettings settings, String limit, String remaining) throws Exception {
    ask(settings, limit, remaining, new BareRequest("GET", "/a").header("X-Api-Key", "one"));
  }

  private void ask(
      FilterSettings settings, String limit, String remaining, HttpServletRequest request)
      throws Exception {
    Headed answer = new Headed();
    new MetricsFilter(runtime.metrics(), settings)
        .doFilter(
            request,
            answer,
            (asked, answered) -> {
              answer.setStatus(429);
              answer.setHeader(LIMIT, limit);
              answer.setHeader(REMAINING, remaining);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100 | 18 | one 82 of 100",
        "100, 100;w=60 | 0 | one 100 of 100",
        "limit=100 | | one 0 of 100",
        "100 | many | one 0 of 100",
        "100 | 200 | one 0 of 100",
        "100 | -1 | one 0 of 100",
        "99999999999999999999 | | one 0 of 9999999999999"
      })
  void aLimitIsReadFromTheAnswer(String limit, String remaining, String expected) throws Exception {
    ask(byHeaders(), limit, remaining);

    assertThat(told).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"none", "unlimited", "-1", "0", "''"})
  void whatIsNoNumberSaysNothing(String limit) throws Exception {
    ask(byHeaders(), limit, "5");

    assertThat(told).isEmpty();
  }

  @Test
  void theAttributeSaysItInPlaceOfTheHeaders() throws Exception {
    BareRequest request = new BareRequest("GET", "/a").header("X-Api-Key", "one");
    request.setAttribute("io.tallystick.rateLimit", 60);
    ask(byHeaders(), "100", "58", request);
    ask(clients.rateLimits(this::observe), null, null, request);

    assertThat(told).containsExactly("one 2 of 60", "one 0 of 60");
  }

  @Test
  void aRequestOfNobodyInParticularHasNoLimit() throws Exception {
    ask(byHeaders(), "100", "5", new BareRequest("GET", "/a"));
    ask(clients, "100", "5");

    assertThat(told).isEmpty();
  }

  @Test
  void whoWantsLimitsHasToSayWhoClientsAre() {
    FilterSettings nobody = FilterSettings.standard().rateLimits(this::observe);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MetricsFilter(runtime.metrics(), nobody))
        .withMessageContaining("clientFromHeader");
  }

  @Test
  void oneThatFailsDoesNotKeepTheRequestFromBeingMeasured() throws Exception {
    FilterSettings failing =
        clients.rateLimitFromHeaders(
            (client, limit, used) -> {
              throw new IllegalStateException("an observer of the host's");
            },
            LIMIT,
            REMAINING);
    ask(failing, "100", "5");

    io.tallystick.core.testing.MetricsAssert.assertThat(runtime)
        .counter("http.client.request.count", "status_class", "4xx")
        .isEqualTo(1);
  }

  @Test
  void theClientsTagAndItsLimitHaveOneName() throws Exception {
    FilterSettings hashed =
        FilterSettings.standard()
            .clientFromHeader("X-Api-Key", runtime.keyedHash())
            .rateLimitFromHeaders(runtime.rateLimits()::observeName, LIMIT, REMAINING);
    ask(hashed, "100", "18");
    runtime.rateLimits().observe("one", 100);

    assertThat(runtime.rateLimitHistory().current())
        .singleElement()
        .satisfies(key -> assertThat(key.name()).isEqualTo(runtime.keyedHash().apply("one")))
        .satisfies(key -> assertThat(key.used()).isEqualTo(82));
  }
}
