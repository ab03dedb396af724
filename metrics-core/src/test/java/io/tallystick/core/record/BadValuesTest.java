package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Counter;
import io.tallystick.Gauge;
import io.tallystick.Histogram;
import io.tallystick.Tags;
import io.tallystick.guard.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadValuesTest {
  private static final double[] NOT_FINITE = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNumberThatIsNotFiniteIsDroppedAndCountedOnceForEachSample(double bad) {
    ShownRecording shown = new ShownRecording();
    Tags tags = Tags.of("a", "1");

    shown.metrics.count("a.count", bad);
    shown.metrics.count("a.count", bad, tags);
    shown.metrics.counter("a.count").add(bad);
    shown.metrics.gauge("a.active", bad);
    shown.metrics.gauge("a.active").set(bad);
    shown.metrics.gauge("a.active").add(bad);
    shown.metrics.histogram("a.size_bytes", bad, "b", "2");
    shown.metrics.histogram("a.size_bytes").record(bad);
    shown.drain();

    assertThat(shown.dropped(Rule.VALUE_NOT_FINITE)).isEqualTo(8);
    assertThat(shown.droppedInAll()).isEqualTo(8);
    assertThat(shown.sum("a.count")).isZero();
    assertThat(shown.fractionSum("a.count")).isZero();
    assertThat(shown.gauge("a.active")).isNull();
    assertThat(shown.sum("a.size_bytes")).isZero();
  }

  @Test
  void aNegativeAmountIsDroppedFromACounterAndCounted() {
    ShownRecording shown = new ShownRecording();
    Counter counter = shown.metrics.counter("a.count");

    shown.metrics.count("a.count", 5);
    shown.metrics.count("a.count", -1L);
    shown.metrics.count("a.count", Long.MIN_VALUE);
    shown.metrics.count("a.count", -0.5);
    shown.metrics.count("a.count", -Double.MIN_VALUE);
    shown.metrics.count("a.count", -Double.MAX_VALUE);
    counter.add(-7L);
    counter.add(-7.5);
    shown.drain();

    assertThat(shown.total("a.count")).isEqualTo(5);
    assertThat(shown.fraction("a.count")).isZero();
    assertThat(shown.dropped(Rule.VALUE_NEGATIVE)).isEqualTo(7);
    assertThat(shown.dropped(Rule.VALUE_NOT_FINITE)).isZero();
  }

  @Test
  void negativeZeroIsTakenAsZero() {
    ShownRecording shown = new ShownRecording();

    shown.metrics.count("a.count", -0.0);
    shown.metrics.gauge("a.active", -0.0);
    shown.metrics.gauge("b.active").add(-0.0);
    shown.metrics.histogram("a.size_bytes", -0.0);
    shown.drain();

    assertThat(shown.total("a.count")).isZero();
    assertThat(bits(shown.fraction("a.count"))).isZero();
    assertThat(bits(shown.last("a.active"))).isZero();
    assertThat(bits(shown.gauge("a.active").least())).isZero();
    assertThat(bits(shown.gauge("a.active").greatest())).isZero();
    assertThat(bits(shown.last("b.active"))).isZero();
    assertThat(bits(shown.histogram("a.size_bytes").sum())).isZero();
    assertThat(bits(shown.histogram("a.size_bytes").sketch().min())).isZero();
    assertThat(shown.droppedInAll()).isZero();
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  @Test
  void aCounterStaysAtTheGreatestNumberOnceItIsThere() {
    ShownRecording shown = new ShownRecording();
    Counter counter = shown.metrics.counter("a.count");

    counter.add(Long.MAX_VALUE - 1);
    assertThat(shown.drain().total("a.count")).isEqualTo(Long.MAX_VALUE - 1);
    counter.add(1L);
    assertThat(shown.drain().total("a.count")).isEqualTo(Long.MAX_VALUE);
    counter.add(Long.MAX_VALUE);
    counter.increment();
    assertThat(shown.drain(true).total("a.count")).isEqualTo(Long.MAX_VALUE);
    counter.increment();
    assertThat(shown.drain().total("a.count")).isEqualTo(Long.MAX_VALUE);
    assertThat(shown.inMinute("a.count")).isZero();
  }

  @Test
  void aCounterThatIsFullIsCountedOnceAndLogged() {
    ShownRecording shown = new ShownRecording(new Wanted().strict());
    LogLines.take();
    shown.metrics.count("a.count", Long.MAX_VALUE);
    shown.metrics.count("b.count", Long.MAX_VALUE - 1);
    for (int minute = 0; minute < 3; minute++) {
      shown.drain(false);
      shown.drain(true);
      shown.metrics.count("a.count", 1);
    }
    shown.recording.logRefusals();

    assertThat(shown.drain().dropped(Rule.VALUE_OVERFLOW)).isEqualTo(1);
    assertThat(LogLines.take()).singleElement().asString().contains("value_overflow", "a.count");
  }

  @Test
  void aCounterOfManyThreadsStaysAtTheGreatestNumberToo() throws InterruptedException {
    ShownRecording shown = new ShownRecording();

    for (int i = 0; i < 3; i++) {
      Thread thread = new Thread(() -> shown.metrics.count("a.count", Long.MAX_VALUE / 2));
      thread.start();
      thread.join();
    }

    assertThat(shown.drain().total("a.count")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aCounterWithoutALaneStaysAtTheGreatestNumberToo() {
    ShownRecording shown = new ShownRecording(new Wanted().cellBytes(1_000));
    Counter counter = shown.metrics.counter("a.count");

    counter.add(Long.MAX_VALUE - 3);
    counter.add(2L);
    assertThat(shown.drain().total("a.count{overflow=true}")).isEqualTo(Long.MAX_VALUE - 1);
    for (int i = 0; i < 5; i++) {
      counter.increment();
    }
    assertThat(shown.drain().total("a.count{overflow=true}")).isEqualTo(Long.MAX_VALUE);
    counter.add(Long.MAX_VALUE);
    assertThat(shown.drain().total("a.count{overflow=true}")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void fractionsOfACounterStayFiniteAndExactWhereTheyCanBe() {
    ShownRecording shown = new ShownRecording();

    for (int i = 0; i < 1_000; i++) {
      shown.metrics.count("a.count", 0.1);
      shown.metrics.count("a.count", 2.0);
    }
    shown.metrics.count("b.count", Double.MAX_VALUE);
    shown.metrics.count("b.count", Double.MAX_VALUE);
    shown.metrics.count("c.count", 0x1p53);
    shown.metrics.count("c.count", 0x1p53 - 1);
    shown.drain();

    assertThat(shown.total("a.count")).isEqualTo(2_000);
    assertThat(shown.fraction("a.count")).isBetween(100 - 1e-9, 100 + 1e-9);
    assertThat(shown.fraction("b.count")).isEqualTo(Double.MAX_VALUE);
    assertThat(shown.total("c.count") + shown.fraction("c.count")).isEqualTo(0x1p54);
  }

  @Test
  void aGaugeThatAddingWouldMakeInfiniteKeepsItsValue() {
    ShownRecording shown = new ShownRecording();
    Gauge gauge = shown.metrics.gauge("a.active");

    gauge.set(Double.MAX_VALUE);
    gauge.add(Double.MAX_VALUE);
    shown.drain();

    assertThat(shown.last("a.active")).isEqualTo(Double.MAX_VALUE);
    assertThat(shown.dropped(Rule.VALUE_NOT_FINITE)).isEqualTo(1);
  }

  @Test
  void theSumOfAHistogramStaysANumberWhateverIsRecorded() {
    ShownRecording shown = new ShownRecording();
    Histogram histogram = shown.metrics.histogram("a.size_bytes");

    for (double value : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE}) {
      for (int i = 0; i < 10; i++) {
        histogram.record(value);
      }
      shown.drain();
    }
    histogram.record(Double.MIN_VALUE);
    HistogramMinute minute = shown.drain().histogram("a.size_bytes");

    assertThat(minute.count()).isEqualTo(21);
    assertThat(minute.sum()).isFinite();
    assertThat(minute.sketch().min()).isEqualTo(-Double.MAX_VALUE);
    assertThat(minute.sketch().max()).isEqualTo(Double.MAX_VALUE);
    assertThat(minute.sketch().quantile(0.5)).isFinite();
  }

  @Test
  void theSumOfAHistogramIsExactAgainAfterAMinuteThatWentBeyondTheNumbers() {
    ShownRecording shown = new ShownRecording();

    shown.metrics.histogram("a.size_bytes", Double.MAX_VALUE);
    shown.metrics.histogram("a.size_bytes", Double.MAX_VALUE);
    assertThat(shown.drain(true).histogram("a.size_bytes").sum()).isEqualTo(Double.MAX_VALUE);
    shown.metrics.histogram("a.size_bytes", 12.5);

    assertThat(shown.drain().histogram("a.size_bytes").sum()).isEqualTo(12.5);
  }

  @Test
  void aDurationIsKeptInMillisecondsAndAMissingOneIsDroppedAndCounted() {
    ShownRecording shown = new ShownRecording();

    shown.metrics.duration("a.duration_ms", 1_500_000L);
    shown.metrics.duration("a.duration_ms", Duration.ofMillis(2));
    shown.metrics.duration("a.duration_ms", (Duration) null);
    shown.metrics.duration("b.duration_ms", Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
    shown.drain();

    assertThat(shown.histogram("a.duration_ms").sum()).isEqualTo(3.5);
    assertThat(shown.histogram("a.duration_ms").count()).isEqualTo(2);
    assertThat(shown.histogram("b.duration_ms").sum()).isFinite();
    assertThat(shown.dropped(Rule.VALUE_NOT_FINITE)).isEqualTo(1);
  }

  @Test
  void whatIsRecordedBesideBadNumbersIsExact() {
    ShownRecording shown = new ShownRecording();

    for (int i = 0; i < 2_000; i++) {
      double bad = NOT_FINITE[i % NOT_FINITE.length];
      shown.metrics.count("a.count", bad, "b", "1");
      shown.metrics.count("a.count", 3, "b", "1");
      shown.metrics.histogram("a.size_bytes", bad);
      shown.metrics.histogram("a.size_bytes", 2);
    }
    shown.drain();

    assertThat(shown.total("a.count{b=1}")).isEqualTo(6_000);
    assertThat(shown.histogram("a.size_bytes").count()).isEqualTo(2_000);
    assertThat(shown.histogram("a.size_bytes").sum()).isEqualTo(4_000);
    assertThat(shown.dropped(Rule.VALUE_NOT_FINITE)).isEqualTo(4_000);
  }
}
