package io.tallystick.core.aggregate;

import static io.tallystick.core.aggregate.Stage.counted;
import static io.tallystick.core.aggregate.Stage.counter;
import static io.tallystick.core.aggregate.Stage.histogram;
import static io.tallystick.core.aggregate.Stage.live;
import static io.tallystick.core.aggregate.Stage.shows;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Counter;
import io.tallystick.Tags;
import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

class IdleSeriesTest {
  private static final int MINUTES_TO_RETIRE = 62;
  private static final int MINUTES_TO_FREE = 125;

  private final Stage stage = new Stage();

  private void passMinutes(int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      stage.pass(60).tick();
    }
  }

  @Test
  void aCounterThatStandsStillForAnHourGoes() {
    stage.metrics().count("orders.count", 5);
    passMinutes(59);
    assertThat(shows(stage.snapshot(), "orders.count")).isTrue();

    passMinutes(MINUTES_TO_RETIRE - 59);
    assertThat(shows(stage.snapshot(), "orders.count")).isFalse();
  }

  @Test
  void aHistogramThatStandsStillForAnHourGoes() {
    stage.metrics().histogram("upload.size_bytes", 5);
    passMinutes(59);
    assertThat(shows(stage.snapshot(), "upload.size_bytes")).isTrue();

    passMinutes(MINUTES_TO_RETIRE - 59);
    assertThat(shows(stage.snapshot(), "upload.size_bytes")).isFalse();
  }

  @Test
  void aSeriesThatMovesNowAndThenStays() {
    for (int hour = 0; hour < 4; hour++) {
      stage.metrics().count("orders.count");
      stage.metrics().count("fees.count", 0.5);
      passMinutes(58);
    }

    assertThat(live(stage.snapshot(), "orders.count").total())
        .isEqualTo(new Reading.OfCounter(4, 0));
    assertThat(live(stage.snapshot(), "fees.count").total()).isEqualTo(new Reading.OfCounter(0, 2));
  }

  @Test
  void aGaugeNeverGoes() {
    stage.metrics().gauge("pool.active", 5);
    passMinutes(MINUTES_TO_FREE);

    assertThat(shows(stage.snapshot(), "pool.active")).isTrue();
  }

  @Test
  void aSeriesWhoseHandleIsHeldStays() {
    Counter held = stage.metrics().counter("orders.count", Tags.empty());
    held.add(5);
    passMinutes(MINUTES_TO_FREE);
    held.add(1);

    assertThat(counter(stage.pass(10).tickOne(), "orders.count").whole()).isEqualTo(1);
    assertThat(live(stage.snapshot(), "orders.count").total())
        .isEqualTo(new Reading.OfCounter(6, 0));
    Reference.reachabilityFence(held);
  }

  @Test
  void aCounterThatCameBackStartsAtNothing() {
    stage.metrics().count("orders.count", 5);
    stage.metrics().count("orders.count", 0.5);
    passMinutes(MINUTES_TO_RETIRE);
    stage.metrics().count("orders.count", 2);

    assertThat(counter(stage.pass(10).tickOne(), "orders.count").whole()).isEqualTo(2);
    assertThat(live(stage.snapshot(), "orders.count").total())
        .isEqualTo(new Reading.OfCounter(2, 0));
    assertThat(counted(stage.ticked(), "orders.count")).isEqualTo(7.5);
  }

  @Test
  void whoGetsTheNumbersOfASeriesThatWentStartsAtNothing() {
    stage.metrics().count("orders.count", 5);
    stage.metrics().count("fees.count", 2.5);
    stage.metrics().histogram("upload.size_bytes", 5);
    passMinutes(MINUTES_TO_FREE);
    for (int i = 0; i < 5; i++) {
      stage.metrics().count("mails.count", 1, "part", "p" + i);
    }
    stage.metrics().histogram("mail.size_bytes", 7);
    BucketReadings read = stage.pass(10).tickOne();

    assertThat(counted(stage.ticked(), "mails.count")).isEqualTo(5);
    assertThat(histogram(read, "mail.size_bytes").count()).isEqualTo(1);
    assertThat(counted(stage.ticked(), "orders.count")).isEqualTo(5);
  }

  @Test
  void aRefusalIsNeverCountedInASeriesOfTheApplication() {
    stage.metrics().gauge("pool.active", Double.NaN);
    passMinutes(MINUTES_TO_FREE);
    for (int i = 0; i < 5; i++) {
      stage.metrics().count("mails.count", 1, "part", "p" + i);
    }
    stage.metrics().gauge("pool.active", Double.NaN);
    stage.pass(10).tick();

    assertThat(counted(stage.ticked(), "mails.count")).isEqualTo(5);
    assertThat(counted(stage.ticked(), "tallystick.dropped.count")).isEqualTo(2);
  }
}
