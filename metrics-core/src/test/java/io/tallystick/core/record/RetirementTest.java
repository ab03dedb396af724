package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RetirementTest {
  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  private final ShownRecording shown = new ShownRecording(new Wanted().cardinality(100, 1_000, 50));

  private List<Series> retire(String... ids) {
    return shown.recording.retire(shown.all(ids));
  }

  private ShownRecording drainAfter(long nanos) {
    shown.elapsedNanos.addAndGet(nanos);
    return shown.drain();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aHandleIsMadeAlsoWhereARetirementFailedHalfWay() {
    Tags tags = Tags.of("k", "v");
    shown.metrics.count("a.count", 1, tags);
    SeriesLookup lookup = (SeriesLookup) Reachable.fieldOf(shown.metrics, "lookup");
    Series undrained = lookup.find(MetricKind.COUNTER, "a.count", tags);

    assertThatThrownBy(() -> shown.recording.retire(List.of(undrained))) // it has no total yet
        .isInstanceOf(IndexOutOfBoundsException.class);
    shown.metrics.counter("a.count", tags).add(5);
  }

  @Test
  void aHandleIsTheSameWhileItIsHeldAndKeepsItsSeries() {
    Tags tags = Tags.of("k", "v");
    Counter counter = shown.metrics.counter("a.count", tags);
    Histogram histogram = shown.metrics.histogram("a.size_bytes");
    counter.increment();
    histogram.record(1);
    shown.drain();

    assertThat(shown.metrics.counter("a.count", Tags.of("k", "v"))).isSameAs(counter);
    assertThat(shown.metrics.histogram("a.size_bytes")).isSameAs(histogram);
    assertThat(retire("a.count{k=v}", "a.size_bytes")).isEmpty();
    drainAfter(2 * HOUR_NANOS);
    counter.increment();
    assertThat(drainAfter(2 * HOUR_NANOS).total("a.count{k=v}")).isEqualTo(2);
    assertThat(shown.metrics.counter("a.count", tags)).isSameAs(counter);
    Reference.reachabilityFence(counter);
    Reference.reachabilityFence(histogram);
  }

  @Test
  void aSeriesWhoseHandleNobodyHoldsRetires() {
    shown.metrics.counter("a.count").add(5);
    shown.drain();
    for (int i = 0; i < 50 && retire("a.count").isEmpty(); i++) {
      System.gc();
    }
    shown.metrics.counter("a.count").add(2);

    assertThat(shown.drain().total("a.count")).isEqualTo(2);
  }

  @Test
  void aRetiredCounterIsNotShownAndStartsAgainAtZero() {
    Tags tags = Tags.of("k", "v");
    shown.metrics.count("a.count", 5, tags);
    shown.metrics.count("a.count", 1, "k", "v");
    shown.metrics.count("a.count", 0.5, tags);
    shown.drain();

    assertThat(retire("a.count{k=v}")).hasSize(1);
    assertThat(shown.drain().ids()).isEmpty();
    shown.metrics.count("a.count", 2, tags);
    shown.metrics.count("a.count", 1, "k", "v");
    shown.drain();
    assertThat(shown.total("a.count{k=v}")).isEqualTo(3);
    assertThat(shown.inMinute("a.count{k=v}")).isEqualTo(3);
    assertThat(shown.fraction("a.count{k=v}")).isZero();
  }

  @Test
  void numbersThatAreUsedAgainBringNothingAlong() throws InterruptedException {
    Tags tags = Tags.of("k", "v");
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                shown.metrics.count("a.count", 5, tags);
                shown.metrics.count("a.count", 0.5, tags);
                shown.metrics.histogram("a.size_bytes", 5, tags);
              });
      thread.start();
      thread.join();
    }
    Series counter = shown.drain(true).series("a.count{k=v}");
    Series histogram = shown.series("a.size_bytes{k=v}");
    retire("a.count{k=v}", "a.size_bytes{k=v}");
    drainAfter(0);
    drainAfter(HOUR_NANOS);
    drainAfter(0);
    shown.metrics.count("b.count", 1, tags);
    shown.metrics.histogram("b.size_bytes", 1, tags);
    shown.drain();

    assertThat(shown.ids()).containsExactly("b.count{k=v}", "b.size_bytes{k=v}");
    assertThat(List.of(counter.index(), histogram.index()))
        .contains(shown.series("b.count{k=v}").index(), shown.series("b.size_bytes{k=v}").index());
    assertThat(shown.series("b.count{k=v}").cell()).isEqualTo(counter.cell());
    assertThat(shown.total("b.count{k=v}")).isEqualTo(1);
    assertThat(shown.inMinute("b.count{k=v}")).isEqualTo(1);
    assertThat(shown.fraction("b.count{k=v}")).isZero();
    assertThat(shown.histogram("b.size_bytes{k=v}").count()).isEqualTo(1);

    shown.metrics.count("a.count", 2, tags);
    assertThat(shown.drain().total("a.count{k=v}")).isEqualTo(2);
    assertThat(shown.total("b.count{k=v}")).isEqualTo(1);
  }

  @Test
  void aCellIsUsedAgainOnlyWhenADrainFoundItZero() {
    shown.metrics.count("a.count", 5);
    Series old = shown.drain(true).series("a.count");
    retire("a.count");
    drainAfter(HOUR_NANOS);
    LateCall.to(shown.metrics, old).count(100);
    for (int i = 0; i < 4; i++) {
      shown.metrics.count("b.count", 1, "k", "v" + i);
      shown.drain();
    }

    assertThat(shown.ids()).allMatch(id -> shown.total(id) == 1).hasSize(4);
    assertThat(shown.all(shown.ids().toArray(new String[0])))
        .extracting(Series::cell)
        .contains(old.cell());
  }

  @Test
  void numbersAreNotUsedAgainBeforeTheQuarantineEnds() {
    shown.metrics.count("a.count", 5);
    Series old = shown.drain().series("a.count");
    retire("a.count");
    drainAfter(HOUR_NANOS - 1);
    shown.metrics.count("b.count", 1);

    Series next = shown.drain().series("b.count");
    assertThat(next.index()).isNotEqualTo(old.index());
    assertThat(next.cell()).isNotEqualTo(old.cell());
  }

  @Test
  void retiredSeriesMakeRoomUnderTheLimits() {
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 100; i++) {
        shown.metrics.count("a.count", 1, "k", round + "-" + i);
        shown.metrics.count("a.count", 1, "k", round + "-" + i, "b", "z");
        shown.metrics.count("a.count", 1, "b", "z", "k", round + "-" + i);
      }
      shown.drain();
      retire(shown.ids().stream().filter(id -> !id.contains("overflow")).toArray(String[]::new));
      drainAfter(HOUR_NANOS);
      drainAfter(0);
    }
    shown.metrics.count("a.count", 1, "k", "last");

    assertThat(shown.drain().ids()).containsExactly("a.count{k=last}", "a.count{overflow=true}");
    assertThat(shown.total("a.count{overflow=true}")).isEqualTo(750);
    assertThat(shown.recording.seriesCount()).isLessThan(10);
  }

  @Test
  void memoryIsGivenBackWhenTheQuarantineEnds() {
    shown.metrics.count("a.count");
    shown.metrics.histogram("a.size_bytes", 1);
    shown.drain();
    long cells = shown.recording.cellBytes();
    long histograms = shown.recording.histogramBytes();
    for (int i = 0; i < 20; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i);
      shown.metrics.histogram("a.size_bytes", i, "k", "v" + i);
    }
    shown.drain(true);
    retire(shown.ids().stream().filter(id -> id.contains("{")).toArray(String[]::new));
    drainAfter(HOUR_NANOS);
    drainAfter(0);

    assertThat(shown.recording.cellBytes()).isEqualTo(cells);
    assertThat(shown.recording.histogramBytes()).isEqualTo(histograms);
  }

  @Test
  void whatRecordingKeepsAtHandStaysHoweverIdle() {
    for (int i = 0; i < 200; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i);
      shown.metrics.count("Bad");
    }
    shown.metrics.gauge("a.active", 5);
    shown.drain();
    retire(
        "a.count{overflow=true}",
        "a.active",
        "tallystick.dropped.count{reason=name_syntax}",
        "tallystick.guard.rejected.count{rule=name_syntax}",
        "tallystick.series.overflow.count{metric=a.count}");
    drainAfter(0);
    drainAfter(2 * HOUR_NANOS);
    for (int i = 0; i < 10; i++) {
      shown.metrics.count("b.count", 1, "k", "v" + i);
    }
    shown.metrics.count("Bad");
    shown.metrics.count("a.count", 1, "k", "w");
    shown.drain();

    assertThat(shown.last("a.active")).isEqualTo(5);
    assertThat(shown.sum("b.count")).isEqualTo(10);
    assertThat(shown.total("a.count{overflow=true}")).isEqualTo(101);
    assertThat(shown.overflowed("a.count")).isEqualTo(101);
    assertThat(shown.total("tallystick.dropped.count{reason=name_syntax}")).isEqualTo(201);
  }

  @Test
  void aSeriesThatIsRetiredTwiceIsRetiredOnce() {
    shown.metrics.count("a.count", 5);
    shown.metrics.count("a.count", 5, "k", "v");
    List<Series> all = shown.drain().all("a.count", "a.count{k=v}");

    assertThat(shown.recording.retire(all)).hasSize(2);
    assertThat(shown.recording.retire(all)).isEmpty();
    drainAfter(HOUR_NANOS);
    assertThat(shown.recording.retire(all)).isEmpty();
    drainAfter(HOUR_NANOS);
    shown.metrics.count("a.count", 1);
    shown.metrics.count("b.count", 1);
    shown.drain();

    assertThat(shown.sum("a.count")).isEqualTo(1);
    assertThat(shown.sum("b.count")).isEqualTo(1);
  }

  @Test
  void aTenantsSeriesRetiresAndMakesRoomForAnother() {
    ShownRecording few = new ShownRecording(new Wanted().tenant(1, 600));
    few.metrics.recordUserMetric("t", "a.one", 5, UserMetricKind.COUNT, Tags.empty());
    Series old = few.drain().series("user.a.one@key-of-t");
    few.recording.retire(List.of(old));
    few.drain();

    assertThat(
            few.metrics
                .recordUserMetric("t", "a.two", 3, UserMetricKind.COUNT, Tags.empty())
                .isAccepted())
        .isTrue();
    assertThat(few.drain().ids()).containsExactly("user.a.two@key-of-t");
  }

  @Test
  void seriesChurnWithAThreadThatRecordsLosesNothing() throws InterruptedException {
    long[] recorded = new long[1];
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                shown.metrics.count("a.count", 1, "k", "v" + i / 100 % 20);
                shown.metrics.count("a.count", 1, Tags.of("k", "w" + i / 1_000));
                recorded[0] += 2;
              }
            });
    writer.start();
    long sum = 0;
    while (writer.isAlive()) {
      sum += drainAndRetireAll();
    }
    writer.join();
    for (int i = 0; i < 3; i++) {
      sum += drainAndRetireAll();
      shown.elapsedNanos.addAndGet(HOUR_NANOS);
    }

    assertThat(sum + shown.total("a.count{overflow=true}")).isEqualTo(recorded[0]);
  }

  /** What the series had that are gone now. */
  private long drainAndRetireAll() {
    shown.drain();
    String[] ids = shown.ids().toArray(new String[0]);
    long sum = 0;
    for (Series gone : retire(ids)) {
      sum += shown.total(gone.name() + gone.tags());
    }
    return sum;
  }
}
