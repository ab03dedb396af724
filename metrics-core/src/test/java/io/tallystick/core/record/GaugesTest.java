package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Gauge;
import io.tallystick.GaugeRegistration;
import io.tallystick.Tags;
import io.tallystick.core.record.ShownRecording.GaugeShown;
import io.tallystick.guard.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GaugesTest {
  private final ShownRecording shown = new ShownRecording();

  @Test
  void eachDrainShowsTheLastValueAndTheLeastAndGreatestSinceTheDrainBefore() {
    for (double value : new double[] {5, -3.5, 8, 2}) {
      shown.metrics.gauge("a.active", value);
    }
    assertThat(shown.drain().gauge("a.active")).isEqualTo(new GaugeShown(2, -3.5, 8));
    assertThat(shown.drain().gauge("a.active"))
        .isEqualTo(new GaugeShown(2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    shown.metrics.gauge("a.active", 4L);
    assertThat(shown.drain(true).gauge("a.active")).isEqualTo(new GaugeShown(4, 4, 4));
  }

  @Test
  void zeroAndTheEndsOfTheNumbersAreValuesLikeAnyOther() {
    for (double value :
        new double[] {0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, Long.MAX_VALUE}) {
      shown.metrics.gauge("a.active", value);
      assertThat(shown.drain().gauge("a.active")).isEqualTo(new GaugeShown(value, value, value));
    }
  }

  @Test
  void aGaugeThatWasNeverSetIsNotShown() {
    shown.metrics.gauge("a.active");
    shown.metrics.gauge("b.active", Double.NaN);

    assertThat(shown.drain().ids()).isEmpty();
  }

  @Test
  void addingIsExactHoweverManyThreadsAdd() throws InterruptedException {
    Gauge gauge = shown.metrics.gauge("a.active");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < 10_000; n++) {
                  gauge.increment();
                  gauge.add(2.5);
                  gauge.decrement();
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(shown.drain().last("a.active")).isEqualTo(200_000);
    assertThat(shown.gauge("a.active").least()).isLessThanOrEqualTo(3.5);
    assertThat(shown.gauge("a.active").greatest()).isGreaterThanOrEqualTo(200_000);
  }

  @Test
  void aSupplierIsAskedAtEachPoll() {
    double[] depth = {3};
    GaugeRegistration registration = shown.metrics.gauge("queue.depth", () -> depth[0]);
    assertThat(registration.replacedEarlier()).isFalse();
    assertThat(shown.drain().ids()).isEmpty();

    poll();
    depth[0] = 7;
    poll();
    assertThat(shown.drain().gauge("queue.depth")).isEqualTo(new GaugeShown(7, 3, 7));
    assertThat(shown.recording.polledGauges())
        .extracting(PolledGauge::name)
        .containsExactly("queue.depth");
  }

  @Test
  void aClosedSupplierIsAskedNoMoreAndItsValueIsGone() {
    GaugeRegistration registration = shown.metrics.gauge("queue.depth", () -> 3);
    List<PolledGauge> before = shown.recording.polledGauges();
    poll();
    registration.close();
    registration.close();

    assertThat(shown.drain().gauge("queue.depth")).isNull();
    assertThat(shown.recording.polledGauges()).isEmpty();
    before.forEach(PolledGauge::poll);
    assertThat(shown.drain().gauge("queue.depth")).isNull();
  }

  @Test
  void aSecondSupplierReplacesTheFirstAndSaysSo() {
    Tags tags = Tags.of("queue", "mail");
    GaugeRegistration first = shown.metrics.gauge("queue.depth", tags, () -> 1);
    List<PolledGauge> before = shown.recording.polledGauges();
    GaugeRegistration second = shown.metrics.gauge("queue.depth", tags, () -> 2);
    GaugeRegistration elsewhere = shown.metrics.gauge("queue.depth", () -> 3);

    assertThat(second.replacedEarlier()).isTrue();
    assertThat(first.replacedEarlier()).isFalse();
    assertThat(elsewhere.replacedEarlier()).isFalse();
    poll();
    before.forEach(PolledGauge::poll);
    first.close();
    assertThat(shown.drain().last("queue.depth{queue=mail}")).isEqualTo(2);
    second.close();
    assertThat(shown.drain().gauge("queue.depth{queue=mail}")).isNull();
    assertThat(shown.last("queue.depth")).isEqualTo(3);
    assertThat(shown.metrics.gauge("queue.depth", tags, () -> 4).replacedEarlier()).isFalse();
  }

  @Test
  void whatASupplierThrowsIsPassedOnAndABadValueIsDropped() {
    RuntimeException failure = new IllegalStateException("closed");
    shown.metrics.gauge(
        "a.active",
        () -> {
          throw failure;
        });
    PolledGauge failing = shown.recording.polledGauges().get(0);

    assertThatThrownBy(failing::poll).isSameAs(failure);
    shown.metrics.gauge("a.active", () -> Double.NaN);
    poll();
    shown.drain();
    assertThat(shown.gauge("a.active")).isNull();
    assertThat(shown.dropped(Rule.VALUE_NOT_FINITE)).isEqualTo(1);
  }

  @Test
  void suppliersOfRefusedSeriesAreNotAskedAndDoNotReplaceEachOther() {
    GaugeRegistration first = shown.metrics.gauge("Bad", () -> 1);
    GaugeRegistration second = shown.metrics.gauge("Worse", () -> 1);

    assertThat(first.replacedEarlier()).isFalse();
    assertThat(second.replacedEarlier()).isFalse();
    assertThat(shown.recording.polledGauges()).isEmpty();
    first.close();
    assertThat(shown.drain().rejected(Rule.NAME_SYNTAX)).isEqualTo(2);
  }

  @Test
  void aClosedRecordingHoldsNoSupplier() {
    shown.metrics.gauge("a.active", () -> 1);
    shown.recording.close();

    assertThat(shown.recording.polledGauges()).isEmpty();
  }

  private void poll() {
    shown.recording.polledGauges().forEach(PolledGauge::poll);
  }
}
