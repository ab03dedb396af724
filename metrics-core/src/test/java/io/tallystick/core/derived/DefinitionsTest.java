package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.MetricDescriptor;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What is wrong with a definition is said when it is built. */
class DefinitionsTest {
  private static final JdbcDataSource SOURCE = new JdbcDataSource();
  private static final String COUNT =
      "SELECT count(*) AS value FROM t WHERE id > :after AND id <= :through";

  @Test
  void aNameFollowsTheRuleOfNamesAndBelongsToNoTenant() {
    refused("Orders", () -> DerivedMetric.gauge("Orders", SOURCE, "SELECT 1"));
    refused("user.orders", () -> DerivedMetric.gauge("user.orders", SOURCE, "SELECT 1"));
    refused("signins", () -> DerivedTable.of("signins", "Sign-ins", SOURCE, "SELECT 1"));
  }

  @Test
  void aParameterThatNobodyFillsIsNamed() {
    refused(
        "orders.open has the parameter :from: it may have none",
        () -> DerivedMetric.gauge("orders.open", SOURCE, "SELECT 1 WHERE :from"));
    refused(
        "orders.made has the parameter :limit: there are :from, :step, :to",
        () -> DerivedMetric.series("orders.made", SOURCE, "SELECT :from, :to, :limit"));
    refused(
        "orders.late has the parameter :step",
        () -> DerivedTable.of("orders.late", "Late", SOURCE, "SELECT :step"));
    refused("greatest position has the parameter :x", () -> Position.ofIds("SELECT :x"));
  }

  @Test
  void aParameterThatIsMissingIsNamed() {
    refused(
        "orders.count lacks the parameter :through",
        () ->
            DerivedMetric.counter(
                "orders.count", SOURCE, "SELECT 1 WHERE id > :after", Position.ofTimes()));
    refused(
        "orders.made lacks the parameter :",
        () -> DerivedMetric.series("orders.made", SOURCE, "SELECT 1"));
  }

  @Test
  void aStatementThatWritesIsRefused() {
    refused(
        "The SQL of the derived metric orders.open cannot be used: it begins with DELETE",
        () -> DerivedMetric.gauge("orders.open", SOURCE, "DELETE FROM t"));
  }

  @Test
  void whatAKindHasNoUseForIsRefused() {
    DerivedMetric gauge = DerivedMetric.gauge("orders.open", SOURCE, "SELECT 1");
    DerivedMetric counter =
        DerivedMetric.counter("orders.count", SOURCE, COUNT, Position.ofTimes());
    DerivedMetric series = DerivedMetric.series("orders.made", SOURCE, "SELECT :from, :to");
    refused("orders.open is no counter", gauge::fromTheBeginning);
    refused("orders.open is no counter", () -> gauge.settlingFor(Duration.ZERO));
    refused("orders.open takes no such source", () -> gauge.source("service:x"));
    refused("orders.count is no gauge", () -> counter.mostRows(7));
    refused("orders.made is asked for", () -> series.every(Duration.ofSeconds(5)));
    refused(
        "orders.open is not what the descriptor",
        () -> gauge.describedBy(MetricDescriptor.counter("orders.open").build()));
  }

  @Test
  void aNumberOutOfBoundsIsNamed() {
    DerivedMetric gauge = DerivedMetric.gauge("orders.open", SOURCE, "SELECT 1");
    refused("orders.open has PT0.5S as its interval", () -> gauge.every(Duration.ofMillis(500)));
    refused("orders.open has PT0S as its timeout", () -> gauge.within(Duration.ZERO));
    refused("orders.open has 1001 rows", () -> gauge.mostRows(1_001));
  }

  @Test
  void twoOfOneNameAreRefusedAndNothingIsAskedYet() {
    try (Rig rig = new Rig()) {
      DerivedMetric gauge = DerivedMetric.gauge("orders.open", SOURCE, "SELECT 1");
      refused("are called orders.open", () -> rig.of(gauge, gauge));
      DerivedMetrics derived = rig.of(gauge);
      assertThat(derived.metrics()).containsExactly(gauge);
      assertThat(derived.status())
          .containsExactly(
              new DerivedStatus(
                  "orders.open", DerivedStatus.State.OK, null, rig.clock.instant(), 0));
    }
  }

  private static void refused(String message, Runnable definition) {
    assertThatIllegalArgumentException().isThrownBy(definition::run).withMessageContaining(message);
  }
}
