package io.tallystick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricDescriptorTest {
  @ParameterizedTest
  @CsvSource({
    "orders.count, COUNTER, NONE",
    "orders.total, COUNTER, NONE",
    "email.send.duration_ms, HISTOGRAM, MILLISECONDS",
    "redis.request.latency_ms, HISTOGRAM, MILLISECONDS",
    "http.request.size_bytes, HISTOGRAM, BYTES",
    "lua.pool.active, GAUGE, NONE",
    "http.request.inflight, GAUGE, NONE",
    "lua.pool.waiting, GAUGE, NONE",
    "jwks.active_key.age_ms, GAUGE, MILLISECONDS"
  })
  void theSuffixSpeaksWhereNothingElseDoes(String name, MetricKind kind, Unit unit) {
    assertThat(MetricKind.bySuffix(name)).contains(kind);
    assertThat(Unit.bySuffix(name)).isEqualTo(unit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders.open", "orders.processed_count", "a.count.b", "app.uptime_ms"})
  void otherSuffixesSayNoKind(String name) {
    assertThat(MetricKind.bySuffix(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "auth.login.attempt, COUNTER, auth_login_attempt_total",
    "auth.session.created.count, COUNTER, auth_session_created_total",
    "orders.total, COUNTER, orders_total",
    "worker.busy_ms, COUNTER, worker_busy_seconds_total",
    "http.request.duration_ms, HISTOGRAM, http_request_duration_seconds",
    "http.request.size_bytes, HISTOGRAM, http_request_size_bytes",
    "jwks.active_key.age_ms, GAUGE, jwks_active_key_age_seconds",
    "lua.pool.active, GAUGE, lua_pool_active",
    "apikey.groups.count, HISTOGRAM, apikey_groups_count_value",
    "disk.total, GAUGE, disk_total_value",
    "order.created, GAUGE, order_created_value"
  })
  void theExpositionNameFollowsFromNameAndKind(String name, MetricKind kind, String exposed) {
    assertThat(of(name, kind).expositionName()).isEqualTo(exposed);
  }

  @Test
  void theUnitMovesTheExpositionNameToSeconds() {
    assertThat(MetricDescriptor.histogram("authz.check.time").unit(Unit.MILLISECONDS).build())
        .extracting(MetricDescriptor::expositionName)
        .isEqualTo("authz_check_time_seconds");
  }

  @Test
  void everythingThatIsStatedIsKept() {
    MetricDescriptor descriptor =
        MetricDescriptor.histogram("http.request.duration_ms")
            .aliases("http.request.duration")
            .description("How long requests took")
            .tags("route_id", "client")
            .label("route_id", "endpoint")
            .expositionName("http_request_duration_seconds")
            .bounds(1, 2.5, 5)
            .build();

    assertThat(descriptor.kind()).isEqualTo(MetricKind.HISTOGRAM);
    assertThat(descriptor.aliases()).containsExactly("http.request.duration");
    assertThat(descriptor.description()).isEqualTo("How long requests took");
    assertThat(descriptor.tags()).containsExactly("client", "route_id");
    assertThat(descriptor.label("route_id")).isEqualTo("endpoint");
    assertThat(descriptor.label("client")).isEqualTo("client");
    assertThat(descriptor.bounds()).containsExactly(1.0, 2.5, 5.0);
    assertThat(descriptor).hasToString("histogram http.request.duration_ms[client, route_id]");
  }

  @Test
  void gaugesAddUpOverInstancesByTheirSuffixUnlessStated() {
    assertThat(MetricDescriptor.gauge("lua.pool.active").build().combination())
        .isEqualTo(GaugeCombination.SUM);
    assertThat(MetricDescriptor.gauge("jwks.active_key.age_ms").build().combination())
        .isEqualTo(GaugeCombination.LAST);
    assertThat(MetricDescriptor.gauge("heap.used_bytes").combination(GaugeCombination.MAX).build())
        .extracting(MetricDescriptor::combination)
        .isEqualTo(GaugeCombination.MAX);
  }

  @Test
  void onlyHistogramsHaveBoundsAndTheyFollowTheUnit() {
    assertThat(MetricDescriptor.counter("orders.count").build().bounds()).isEmpty();
    assertThat(of("a.duration_ms", MetricKind.HISTOGRAM).bounds())
        .startsWith(5.0)
        .endsWith(10_000.0);
    assertThat(of("a.size_bytes", MetricKind.HISTOGRAM).bounds()).startsWith(64.0, 256.0);
    for (Unit unit : Unit.values()) {
      assertThat(MetricDescriptor.histogram("a.b").unit(unit).build().bounds())
          .isNotEmpty()
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void descriptorsThatSayTheSameAreEqual() {
    assertThat(MetricDescriptor.counter("a.count").tags("x", "y").build())
        .isEqualTo(MetricDescriptor.counter("a.count").tags("y", "x").build())
        .hasSameHashCodeAs(MetricDescriptor.counter("a.count").tags("y", "x").build())
        .isNotEqualTo(MetricDescriptor.counter("a.count").tags("x").build())
        .isNotEqualTo(MetricDescriptor.gauge("a.count").expositionName("a").tags("x", "y"));
  }

  @Test
  void whatCannotWorkIsRefusedWithTheValueAndTheRule() {
    assertRefused(() -> MetricDescriptor.counter("Orders"), "\"Orders\"");
    assertRefused(() -> MetricDescriptor.counter("a.b").aliases("B"), "\"B\"");
    assertRefused(() -> MetricDescriptor.counter("a.b").tags("Bad"), "\"Bad\"");
    assertRefused(() -> MetricDescriptor.counter("a.b").expositionName("a_b").build(), "a_b");
    assertRefused(() -> MetricDescriptor.gauge("a.b").expositionName("a_total").build(), "a_total");
    assertRefused(
        () -> MetricDescriptor.histogram("a.b").expositionName("a_count").build(), "a_count");
    assertRefused(() -> MetricDescriptor.gauge("a.b").expositionName("a-b").build(), "a-b");
    assertRefused(() -> MetricDescriptor.histogram("a.b").tags("le").build(), "A label is le");
    assertRefused(() -> MetricDescriptor.counter("a.b").tags("x").label("x", "__x").build(), "__x");
    assertRefused(() -> MetricDescriptor.counter("a.b").label("x", "y").build(), "[x]");
    assertRefused(
        () -> MetricDescriptor.counter("a.b").tags("x", "y").label("x", "y").build(), "is y");
    assertRefused(() -> MetricDescriptor.gauge("a.b").bounds(1), "for a GAUGE");
    assertRefused(() -> MetricDescriptor.histogram("a.b").bounds(), "0 entries");
    assertRefused(() -> MetricDescriptor.histogram("a.b").bounds(new double[65]), "65 entries");
    assertRefused(() -> MetricDescriptor.histogram("a.b").bounds(1, 1), "1.0 at index 1");
    assertRefused(() -> MetricDescriptor.histogram("a.b").bounds(Double.NaN), "NaN at index 0");
  }

  @Test
  void nullsAreRefusedByName() {
    MetricDescriptor.Builder builder = MetricDescriptor.counter("a.count");

    assertNamed(() -> MetricDescriptor.counter(null), "name");
    assertNamed(() -> builder.aliases((String[]) null), "names");
    assertNamed(() -> builder.tags((String[]) null), "keys");
    assertNamed(() -> builder.bounds((double[]) null), "ascending");
    assertNamed(() -> builder.aliases((String) null), "alias");
    assertNamed(() -> builder.unit(null), "unit");
    assertNamed(() -> builder.description(null), "description");
    assertNamed(() -> builder.tags((String) null), "tag key");
    assertNamed(() -> builder.expositionName(null), "expositionName");
    assertNamed(() -> builder.label(null, "x"), "tagKey");
    assertNamed(() -> builder.label("x", null), "label");
    assertNamed(() -> builder.combination(null), "combination");
  }

  private static MetricDescriptor of(String name, MetricKind kind) {
    return switch (kind) {
      case COUNTER -> MetricDescriptor.counter(name).build();
      case GAUGE -> MetricDescriptor.gauge(name).build();
      case HISTOGRAM -> MetricDescriptor.histogram(name).build();
    };
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable making, String value) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value);
  }

  private static void assertNamed(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable making, String parameter) {
    assertThatThrownBy(making).isInstanceOf(NullPointerException.class).hasMessage(parameter);
  }
}
