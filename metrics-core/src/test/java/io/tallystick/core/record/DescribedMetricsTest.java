package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Counter;
import io.tallystick.MetricDescriptor;
import io.tallystick.Result;
import io.tallystick.Tags;
import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import org.junit.jupiter.api.Test;

class DescribedMetricsTest {
  private static final Tags PAID_BY_WEB = Tags.of("status", "paid", "channel", "web");

  private final ShownRecording shown = new ShownRecording();

  private static MetricDescriptor orders() {
    return MetricDescriptor.counter("orders.count").tags("status").aliases("order.total").build();
  }

  @Test
  void aTagThatIsNotListedIsDroppedFromEachSampleAndCounted() {
    assertThat(shown.metrics.describe(orders()).isAccepted()).isTrue();
    for (int i = 0; i < 5; i++) {
      shown.metrics.count("orders.count", 1, "status", "paid", "channel", "web");
      shown.metrics.count("orders.count", 1, PAID_BY_WEB);
      shown.metrics.count("orders.count", 1, "status", "paid");
      shown.metrics.count("orders.count", 1, "channel", "web" + i);
    }
    shown.drain();

    assertThat(shown.ids()).containsExactly("orders.count", "orders.count{status=paid}");
    assertThat(shown.total("orders.count{status=paid}")).isEqualTo(15);
    assertThat(shown.total("orders.count")).isEqualTo(5);
    assertThat(shown.rejected(Rule.TAG_KEY_UNLISTED)).isEqualTo(15);
    assertThat(shown.droppedInAll()).isZero();
  }

  @Test
  void aDescriptorBindsTheSamplesAfterItAlsoWhereSeriesAreThereAlready() {
    for (int i = 0; i < 3; i++) {
      shown.metrics.count("orders.count", 1, "status", "paid", "channel", "web");
      shown.metrics.count("orders.count", 1, "channel", "web", "status", "paid");
      shown.metrics.count("orders.count", 1, PAID_BY_WEB);
    }
    assertThat(shown.metrics.describe(orders()).isAccepted()).isTrue();
    for (int i = 0; i < 2; i++) {
      shown.metrics.count("orders.count", 1, "status", "paid", "channel", "web");
      shown.metrics.count("orders.count", 1, "channel", "web", "status", "paid");
      shown.metrics.count("orders.count", 1, PAID_BY_WEB);
    }
    shown.drain();

    assertThat(shown.total("orders.count{channel=web, status=paid}")).isEqualTo(9);
    assertThat(shown.total("orders.count{status=paid}")).isEqualTo(6);
    assertThat(shown.rejected(Rule.TAG_KEY_UNLISTED)).isEqualTo(6);
  }

  @Test
  void aSeriesWithListedTagsGoesOnWhenItIsDescribed() {
    Counter counter = shown.metrics.counter("orders.count", Tags.of("status", "paid"));
    shown.metrics.count("orders.count", 1, "status", "paid");
    shown.metrics.describe(orders());
    shown.metrics.count("orders.count", 1, "status", "paid");
    counter.increment();

    assertThat(shown.metrics.counter("orders.count", Tags.of("status", "paid"))).isSameAs(counter);
    assertThat(shown.drain().ids()).containsExactly("orders.count{status=paid}");
    assertThat(shown.total("orders.count{status=paid}")).isEqualTo(3);
    assertThat(shown.series("orders.count{status=paid}").descriptor()).isEqualTo(orders());
  }

  @Test
  void anAliasIsAnotherNameOfTheSameSeries() {
    shown.metrics.describe(orders());
    Tags paid = Tags.of("status", "paid");
    for (int i = 0; i < 3; i++) {
      shown.metrics.count("order.total", 1, "status", "paid");
      shown.metrics.count("orders.count", 1, "status", "paid");
      shown.metrics.count("order.total", 1, paid);
      shown.metrics.count("orders.count", 1, paid);
      shown.metrics.counter("order.total", paid).increment();
      shown.metrics.count("order.total", 1, "status", "paid", "other", "x");
    }

    assertThat(shown.metrics.counter("order.total", paid))
        .isSameAs(shown.metrics.counter("orders.count", paid));
    assertThat(shown.drain().ids()).containsExactly("orders.count{status=paid}");
    assertThat(shown.total("orders.count{status=paid}")).isEqualTo(18);
  }

  @Test
  void aSampleOfAnotherKindIsRefusedUnderEachName() {
    shown.metrics.describe(orders());
    shown.metrics.gauge("order.total", 1);
    shown.metrics.gauge("orders.count", 1);
    shown.drain();

    assertThat(shown.dropped(Rule.KIND_CONFLICT)).isEqualTo(2);
    assertThat(shown.ids()).isEmpty();
  }

  @Test
  void aResultIsAddedWhereItIsListedOrNobodyDescribedTheMetric() {
    shown.metrics.describe(MetricDescriptor.histogram("a.duration_ms").tags("job").build());
    shown.metrics.describe(
        MetricDescriptor.histogram("b.duration_ms").tags("job", Result.TAG).build());
    for (String name : new String[] {"a.duration_ms", "b.duration_ms", "c.duration_ms"}) {
      shown.metrics.duration(name, 1_000_000, Tags.of("job", "x"), Result.SUCCESS);
      shown.metrics.duration(name, 3_000_000, Tags.empty(), Result.ERROR);
    }
    shown.drain();

    assertThat(shown.ids())
        .containsExactly(
            "a.duration_ms",
            "a.duration_ms{job=x}",
            "b.duration_ms{job=x, result=success}",
            "b.duration_ms{result=error}",
            "c.duration_ms{job=x, result=success}",
            "c.duration_ms{result=error}");
    assertThat(shown.histogram("a.duration_ms").sum()).isEqualTo(3);
    assertThat(shown.rejected(Rule.TAG_KEY_UNLISTED)).isZero();
  }

  @Test
  void anEqualDescriptorIsAcceptedAgainAndADifferentOneIsRefused() {
    assertThat(shown.metrics.describe(orders())).isEqualTo(Decision.accepted());
    assertThat(shown.metrics.describe(orders())).isEqualTo(Decision.accepted());
    assertThat(shown.recording.describe(orders())).isEqualTo(Decision.accepted());
    Decision other = shown.metrics.describe(MetricDescriptor.counter("orders.count").build());

    assertThat(other.rule()).isEqualTo(Rule.DESCRIPTOR_CONFLICT);
    assertThat(other.reason()).contains("orders.count");
    shown.metrics.count("orders.count", 1, "status", "paid");
    assertThat(shown.drain().series("orders.count{status=paid}").descriptor()).isEqualTo(orders());
  }

  @Test
  void aDescriptorOfAnotherKindThanTheSamplesIsRefusedAndTheyGoOn() {
    shown.metrics.gauge("orders.count", 5, "x", "y");
    Decision decision = shown.metrics.describe(orders());
    shown.metrics.gauge("orders.count", 6, "x", "y");

    assertThat(decision.rule()).isEqualTo(Rule.KIND_CONFLICT);
    assertThat(shown.drain().last("orders.count{x=y}")).isEqualTo(6);
  }

  @Test
  void anAliasThatIsTakenIsRefusedAndChangesNothing() {
    shown.metrics.count("order.total", 1, "any", "tag");
    Decision ofRecorded = shown.metrics.describe(orders());
    shown.metrics.describe(MetricDescriptor.counter("b.count").aliases("b.total").build());
    Decision ofAliased =
        shown.metrics.describe(MetricDescriptor.counter("c.count").aliases("b.total").build());
    Decision ofDescribed =
        shown.metrics.describe(MetricDescriptor.counter("c.count").aliases("b.count").build());
    Decision nameIsAnAlias = shown.metrics.describe(MetricDescriptor.counter("b.total").build());
    Decision ours =
        shown.metrics.describe(
            MetricDescriptor.counter("c.count").aliases("tallystick.dropped.count").build());
    shown.metrics.count("orders.count", 1, "any", "tag");
    shown.metrics.count("order.total", 1, "any", "tag");

    assertThat(ofRecorded.rule()).isEqualTo(Rule.DESCRIPTOR_CONFLICT);
    assertThat(ofAliased.rule()).isEqualTo(Rule.DESCRIPTOR_CONFLICT);
    assertThat(ofDescribed.rule()).isEqualTo(Rule.DESCRIPTOR_CONFLICT);
    assertThat(nameIsAnAlias.rule()).isEqualTo(Rule.DESCRIPTOR_CONFLICT);
    assertThat(ours.rule()).isEqualTo(Rule.DESCRIPTOR_CONFLICT);
    assertThat(shown.drain().total("order.total{any=tag}")).isEqualTo(2);
    assertThat(shown.total("orders.count{any=tag}")).isEqualTo(1);
  }

  @Test
  void aTagThatIsListedAndDeniedIsDropped() {
    shown.metrics.describe(MetricDescriptor.counter("a.count").tags("email", "who").build());
    shown.metrics.count("a.count", 1, "email", "x", "who", "ann@example.com");

    assertThat(shown.drain().ids()).containsExactly("a.count{who=redacted}");
  }
}
