package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.alert.Comparison;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.alert.RuleMeasure;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.PolledCollectors;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.Question;
import io.tallystick.core.record.Series;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Everything that the runtime records about itself, provoked once. */
class RuntimeFollowsTheCatalogueTest {
  private final TestClock clock = new TestClock();
  private final Set<Series> recorded = new HashSet<>();
  private boolean isAway;

  @Test
  void everyRowOfTheRuntimeIsRecordedAsItSays() {
    try (MetricsRuntime runtime = runtime()) {
      annoy(runtime);
      isAway = true;
      pass(runtime, Duration.ofMinutes(1));
      isAway = false;
      for (int hour = 0; hour < 8; hour++) {
        pass(runtime, Duration.ofHours(1));
      }
      runtime.reader().aggregate(Question.about("orders.count").period(Period.parse("24h")));
      askCollectors(runtime);
      note(runtime);
    }

    assertThat(recorded.stream().map(Series::name).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(CatalogueRows.OF_THE_RUNTIME.names());
    CatalogueRows.assertFollowed(recorded);
  }

  private MetricsRuntime runtime() {
    InMemoryBackend backend =
        InMemoryBackend.with(clock.wall(), ZoneOffset.UTC, InMemoryBackend.STANDARD_BUCKETS);
    BucketStore buckets =
        new ForwardingBuckets(backend.buckets()) {
          @Override
          public WriteOutcome write(Batch batch) {
            if (isAway) {
              throw StorageException.temporary("It is away.", null);
            }
            return super.write(batch);
          }
        };
    return MetricsRuntime.builder()
        .sources(OptionSources.NONE)
        .clock(clock)
        .installed(false)
        .alertRules(
            RuleDefinition.metric(
                    "Orders", RuleMeasure.of("orders.count").aggregation("count"), Comparison.GT, 1)
                .window(1))
        .collectors(
            Collector.of(
                "broken",
                to -> {
                  throw new IllegalStateException("broken");
                }))
        .storage(
            new ForwardingBackend(backend) {
              @Override
              public BucketStore buckets() {
                return buckets;
              }
            })
        .build();
  }

  /** What is refused, what finds no room, and notes of which there are too many. */
  private static void annoy(MetricsRuntime runtime) {
    runtime
        .metrics()
        .describe(MetricDescriptor.counter("orders.count").tags("status").mostSeries(2).build());
    runtime.metrics().count("orders.count", -1);
    runtime.metrics().count("Not a name", 1);
    for (String status : Set.of("paid", "open", "lost")) {
      runtime.metrics().count("orders.count", 1, "status", status);
    }
    for (int i = 0; i < 20_000; i++) {
      runtime.annotations().annotate(Instant.EPOCH, "deploy " + i, Tags.empty());
    }
  }

  /** The clock goes on by so much, and the runtime has its turns meanwhile. */
  private void pass(MetricsRuntime runtime, Duration time) {
    long turns = time.toMinutes() * 2;
    for (long i = 0; i < turns; i++) {
      clock.pass(Duration.ofSeconds(30));
      runtime.metrics().count("orders.count", 1, "status", "paid");
      runtime.turn();
    }
    note(runtime);
  }

  private static void askCollectors(MetricsRuntime runtime) {
    ((PolledCollectors) runtime.collectors()).look();
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!wereAsked(runtime) && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static boolean wereAsked(MetricsRuntime runtime) {
    return runtime.collectors().status().stream()
        .filter(each -> Set.of("broken", "store").contains(each.name()))
        .allMatch(each -> each.lastError() != null || each.lastCollected() != null);
  }

  /** Any time will do: a row that was recorded once is recorded. */
  private void note(MetricsRuntime runtime) {
    for (LiveSeries each : runtime.snapshot().series()) {
      if (CatalogueRows.OF_THE_RUNTIME.has(each.series().name())) {
        recorded.add(each.series());
      }
    }
  }
}
