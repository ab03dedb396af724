package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tenants beside each other and beside the application. */
class TenantsApartTest {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final List<Rule> BROKEN =
      List.of(
          Rule.TENANT_SERIES,
          Rule.TENANT_RATE,
          Rule.NAME_SYNTAX,
          Rule.NAME_LENGTH,
          Rule.TAG_COUNT,
          Rule.TAG_KEY_LENGTH,
          Rule.TAG_KEY_DENIED,
          Rule.TAG_VALUE_LENGTH,
          Rule.TAG_VALUE_PII,
          Rule.VALUE_NOT_FINITE,
          Rule.KIND_CONFLICT);

  private static Decision count(ShownRecording shown, String tenant, String name, String value) {
    return shown.metrics.recordUserMetric(
        tenant, name, 1, UserMetricKind.COUNT, Tags.of("k", value));
  }

  @Test
  void twoTenantsPastEveryLimitTakeNothingFromEachOther() {
    ShownRecording shown = new ShownRecording(new Wanted().tenant(10, 50));
    List<String> tenants = List.of("one", "two");
    for (int minute = 0; minute < 3; minute++) {
      for (int i = 0; i < 400; i++) {
        int number = i;
        tenants.forEach(tenant -> breakEveryLimit(shown, tenant, number));
      }
      shown.elapsedNanos.addAndGet(MINUTE_NANOS);
    }
    shown.drain();

    Map<String, String> first = seriesOf(shown, "one");
    assertThat(first).hasSize(10).isEqualTo(seriesOf(shown, "two"));
    for (Rule rule : BROKEN) {
      assertThat(shown.dropped(rule)).as(rule.id()).isPositive().isEven();
    }
    assertThat(BROKEN.stream().mapToLong(shown::dropped).sum()).isEqualTo(shown.droppedInAll());
    assertThat(shown.droppedInAll() + 2 * 3 * 50).isEqualTo(2 * 3 * 400 * 13);
  }

  /** What a tenant has under each of its series, without its key. */
  private static Map<String, String> seriesOf(ShownRecording shown, String tenant) {
    String end = "@key-of-" + tenant;
    Map<String, String> found = new TreeMap<>();
    for (String id : shown.ids()) {
      if (id.endsWith(end)) {
        found.put(id.replace(end, ""), shown.total(id) + " " + shown.gauge(id));
      }
    }
    return found;
  }

  /** Two samples that are kept while there is room, and one against each rule or limit. */
  private static void breakEveryLimit(ShownRecording shown, String tenant, int number) {
    count(shown, tenant, "a.count", "v" + number % 5);
    gauge(shown, tenant, "a.active", Tags.of("k", "v" + number % 5), number);
    count(shown, tenant, "a.count", "w" + number);
    gauge(shown, tenant, "b.active" + number, Tags.empty(), number);
    count(shown, tenant, "Bad" + number, "v");
    count(shown, tenant, "a.count", "v" + number + "@example.com");
    count(shown, tenant, "a." + "n".repeat(114) + number % 10, "v");
    count(shown, tenant, "a.count", "v".repeat(128) + number);
    gauge(shown, tenant, "a.active", Tags.of("k".repeat(41), "v"), number);
    gauge(shown, tenant, "a.active", nineTags(number), number);
    gauge(shown, tenant, "a.active", Tags.of("password", "v" + number), number);
    gauge(shown, tenant, "a.active", Tags.of("k", "v"), Double.NaN);
    count(shown, tenant, "a.active", "v" + number % 5);
  }

  private static Tags nineTags(int number) {
    Tags tags = Tags.empty();
    for (int key = 0; key < 9; key++) {
      tags = tags.and("k" + key, "v" + number);
    }
    return tags;
  }

  private static Decision gauge(
      ShownRecording shown, String tenant, String name, Tags tags, double value) {
    return shown.metrics.recordUserMetric(tenant, name, value, UserMetricKind.GAUGE, tags);
  }

  @Test
  void theKindOfANameIsEachTenantsOwn() {
    ShownRecording shown = new ShownRecording();
    shown.metrics.recordUserMetric("one", "a.b", 5, UserMetricKind.COUNT, Tags.empty());
    Decision other =
        shown.metrics.recordUserMetric("two", "a.b", 7.5, UserMetricKind.GAUGE, Tags.empty());
    shown.drain();

    assertThat(other.isAccepted()).isTrue();
    assertThat(shown.total("user.a.b@key-of-one")).isEqualTo(5);
    assertThat(shown.last("user.a.b@key-of-two")).isEqualTo(7.5);
    assertThat(shown.series("user.a.b@key-of-two").kind()).isEqualTo(MetricKind.GAUGE);
  }

  @Test
  void manyTenantsStayBoundedAndTheApplicationIsUnaffected() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(50, 200, 50));
    for (int i = 0; i < 200_000; i++) {
      count(shown, "tenant" + i, "a.count", "v");
      count(shown, "tenant" + i, "Bad", "v");
    }
    for (int i = 0; i < 100; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i % 50);
      shown.metrics.count("b.count", 1, "k", "v" + i % 50);
    }
    shown.drain();

    Reachable reachable = Reachable.from(shown.recording);
    assertThat(reachable.count(Tenant.class)).isBetween(100L, 200L);
    assertThat(reachable.count(Metric.class)).isLessThan(500);
    assertThat(shown.sum("user.a.count")).isEqualTo(200);
    assertThat(shown.dropped(Rule.SERIES_IN_ALL)).isEqualTo(2 * (200_000 - 200));
    assertThat(shown.dropped(Rule.NAME_SYNTAX)).isEqualTo(200);
    assertThat(shown.total("a.count{k=v49}")).isEqualTo(2);
    assertThat(shown.total("b.count{k=v49}")).isEqualTo(2);
    assertThat(shown.overflowed("a.count")).isZero();
  }

  @Test
  void aTenantWithoutSeriesGivesItsPlaceUpAfterAMinute() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(5, 5, 5));
    for (int i = 0; i < 50; i++) {
      count(shown, "flood" + i, "Bad", "v");
    }
    assertThat(count(shown, "honest", "a.count", "v").rule()).isEqualTo(Rule.SERIES_IN_ALL);
    shown.elapsedNanos.addAndGet(MINUTE_NANOS);
    assertThat(count(shown, "honest", "a.count", "v").isAccepted()).isTrue();

    assertThat(shown.drain().ids()).containsExactly("user.a.count{k=v}@key-of-honest");
    assertThat(Reachable.from(shown.recording).count(Tenant.class)).isEqualTo(1);
  }

  @Test
  void oneTenantWithEverNewNamesStaysBounded() {
    ShownRecording shown = new ShownRecording(new Wanted().tenant(5, 60));
    for (int minute = 0; minute < 200; minute++) {
      for (int i = 0; i < 100; i++) {
        count(shown, "t", "a.count" + minute + "_" + i, "v");
      }
      shown.elapsedNanos.addAndGet(MINUTE_NANOS);
    }
    shown.drain();

    assertThat(shown.ids()).hasSize(5);
    assertThat(Reachable.from(shown.recording).count(Metric.class)).isLessThan(20);
  }

  @Test
  void aTenantWhoseSeriesComeAndGoStaysBounded() {
    ShownRecording shown = new ShownRecording(new Wanted().tenant(5, 60));
    long cellBytes = 0;
    for (int hour = 0; hour < 100; hour++) {
      for (int i = 0; i < 5; i++) {
        assertThat(count(shown, "t", "a.count" + (1_000 + hour * 5 + i), "v").isAccepted())
            .isTrue();
      }
      shown.drain();
      shown.recording.retire(shown.all(shown.ids().toArray(new String[0])));
      shown.elapsedNanos.addAndGet(60 * MINUTE_NANOS);
      shown.drain();
      shown.drain();
      cellBytes = hour == 0 ? shown.recording.cellBytes() : cellBytes;
    }

    assertThat(shown.ids()).isEmpty();
    assertThat(Reachable.from(shown.recording).count(Metric.class)).isLessThan(20);
    assertThat(shown.recording.cellBytes()).isEqualTo(cellBytes);
  }

  @Test
  void aTenantWhoseLastSeriesIsTakenOutOfUseGoesWithIt() {
    ShownRecording shown = new ShownRecording(new Wanted());
    for (int i = 0; i < 100; i++) {
      count(shown, "t" + i, "a.count", "v");
    }
    shown.drain();
    shown.recording.retire(shown.all(shown.ids().toArray(new String[0])));
    assertThat(Reachable.from(shown.recording).count(Tenant.class)).isEqualTo(100);
    shown.elapsedNanos.addAndGet(60 * MINUTE_NANOS);
    shown.drain();
    shown.drain();

    assertThat(Reachable.from(shown.recording).count(Tenant.class)).isZero();
    assertThat(count(shown, "t7", "a.count", "v").isAccepted()).isTrue();
    assertThat(shown.drain().ids()).containsExactly("user.a.count{k=v}@key-of-t7");
  }

  @Test
  void whatComesLateForATenantIsPassedOnWithinItsLimits() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(5, 5, 5).tenant(3, 600));
    count(shown, "t", "a.count", "v");
    Series old = shown.drain().series("user.a.count{k=v}@key-of-t");
    for (int i = 0; i < 20; i++) {
      shown.recording.retire(List.of(old));
      ((Samples) Reachable.fieldOf(shown.metrics, "samples")).count(old, 3);
      shown.drain();
      old = shown.drain().series("user.a.count{k=v}@key-of-t");
      assertThat(shown.total("user.a.count{k=v}@key-of-t")).isEqualTo(3);
    }
    for (int i = 0; i < 20; i++) {
      count(shown, "other" + i % 4, "a.count", "v" + i);
    }

    assertThat(shown.drain().ids()).hasSize(5);
  }

  @Test
  void manyThreadsAndTenantsAreExact() throws InterruptedException {
    ShownRecording shown = new ShownRecording(new Wanted().tenant(20, 5_000));
    AtomicLong accepted = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int thread = t;
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  String tenant = "tenant" + (i + thread) % 4;
                  if (count(shown, tenant, "a.count", "v" + i % 30).isAccepted()) {
                    accepted.incrementAndGet();
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      shown.drain();
      thread.join();
    }
    shown.drain();

    assertThat(shown.sum("user.a.count")).isEqualTo(accepted.get()).isPositive();
    assertThat(shown.droppedInAll()).isEqualTo(40_000 - accepted.get());
    assertThat(shown.ids()).hasSize(80);
  }
}
