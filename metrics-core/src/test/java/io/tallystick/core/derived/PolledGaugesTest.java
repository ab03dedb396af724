package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.testing.MetricsAssert;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolledGaugesTest {
  private static final String BY_STATUS =
      "SELECT count(*) AS value, status FROM orders GROUP BY status ORDER BY status";

  private final Rig rig = new Rig();
  private final AppTables app =
      new AppTables(
          "CREATE TABLE orders (id BIGINT, status VARCHAR(20), email VARCHAR(40), price INT)",
          "INSERT INTO orders VALUES (1, 'paid', 'a@example.com', 7), (2, 'paid', NULL, 9),"
              + " (3, 'open', NULL, NULL)");

  @AfterEach
  void close() throws Exception {
    app.close();
    rig.close();
    LogLines.take("io.tallystick.core.derived");
  }

  private MetricsAssert recorded() {
    return MetricsAssert.assertThat(rig.runtime);
  }

  @Test
  void eachRowIsASeriesWithATagForEachOtherColumn() throws Exception {
    Rig.poll(rig.of(DerivedMetric.gauge("orders.stored", app.source(), BY_STATUS)));

    recorded().gauge("orders.stored", "status", "paid").isEqualTo(2);
    recorded().gauge("orders.stored", "status", "open").isEqualTo(1);
  }

  @Test
  void aSingleNumberNeedsNoName() throws Exception {
    Rig.poll(rig.of(DerivedMetric.gauge("orders.stored", app.source(), "SELECT 40 + 2")));

    recorded().gauge("orders.stored").isEqualTo(42);
  }

  @Test
  void itIsAskedForOnceAnInterval() throws Exception {
    DerivedMetrics derived = rig.of(DerivedMetric.gauge("orders.stored", app.source(), BY_STATUS));
    Rig.poll(derived);
    app.run("INSERT INTO orders VALUES (4, 'open', NULL, NULL)");
    rig.clock.pass(Duration.ofSeconds(59));
    Rig.poll(derived);
    recorded().gauge("orders.stored", "status", "open").isEqualTo(1);

    rig.clock.pass(Duration.ofSeconds(1));
    Rig.poll(derived);
    recorded().gauge("orders.stored", "status", "open").isEqualTo(2);
  }

  @Test
  void aRowThatIsThereNoMoreSetsItsSeriesToZero() throws Exception {
    DerivedMetrics derived = rig.of(DerivedMetric.gauge("orders.stored", app.source(), BY_STATUS));
    Rig.poll(derived);
    app.run("DELETE FROM orders WHERE status = 'open'");
    rig.clock.pass(Duration.ofMinutes(1));
    Rig.poll(derived);

    recorded().gauge("orders.stored", "status", "open").isEqualTo(0);
    recorded().gauge("orders.stored", "status", "paid").isEqualTo(2);
  }

  @Test
  void whatIsTooMuchIsLeftOutCountedAndSaidOnce() throws Exception {
    String each = "SELECT x AS value, x AS number FROM SYSTEM_RANGE(1, 120)";
    DerivedMetrics derived = rig.of(DerivedMetric.gauge("orders.stored", app.source(), each));
    Rig.poll(derived);
    rig.clock.pass(Duration.ofMinutes(1));
    Rig.poll(derived);

    recorded().gauge("orders.stored", "number", "100").isEqualTo(100);
    recorded().hasNoSeries("orders.stored", "number", "101");
    recorded().counter("tallystick.dropped.count", "reason", "derived_rows").isEqualTo(2);
    assertThat(LogLines.take("io.tallystick.core.derived"))
        .singleElement()
        .asString()
        .contains("orders.stored", "100 rows");
  }

  @Test
  void personalDataBecomesNoTag() throws Exception {
    String sql = "SELECT price AS value, email AS contact FROM orders WHERE id = 1";
    Rig.poll(rig.of(DerivedMetric.gauge("orders.price", app.source(), sql)));

    recorded().gauge("orders.price", "contact", "redacted").isEqualTo(7);
  }

  @Test
  void aRowWithoutANumberIsLeftOut() throws Exception {
    String sql = "SELECT price AS value, id AS number FROM orders";
    Rig.poll(rig.of(DerivedMetric.gauge("orders.price", app.source(), sql)));

    recorded().gauge("orders.price", "number", "2").isEqualTo(9);
    recorded().hasNoSeries("orders.price", "number", "3");
  }

  @Test
  void severalInstancesThatSeeTheSameTableAreNotAddedUp() throws Exception {
    Rig.poll(rig.of(DerivedMetric.gauge("orders.active", app.source(), BY_STATUS)));

    MetricDescriptor summed =
        MetricDescriptor.gauge("orders.active")
            .tags("status")
            .combination(GaugeCombination.SUM)
            .build();
    assertThat(rig.runtime.metrics().describe(summed).isAccepted()).isFalse();
  }

  @Test
  void aColumnThatCannotBeATagIsAFailureThatNamesIt() throws Exception {
    DerivedMetrics derived =
        rig.of(
            DerivedMetric.gauge("orders.stored", app.source(), "SELECT 1 AS value, 2 AS \"a b\""));
    Rig.poll(derived);

    assertThat(derived.status().get(0).state()).isEqualTo(DerivedStatus.State.FAILING);
    assertThat(derived.status().get(0).lastError()).contains("a b");
  }

  @Test
  void textIsNoNumber() throws Exception {
    DerivedMetrics derived =
        rig.of(DerivedMetric.gauge("orders.stored", app.source(), "SELECT 'many' AS value"));
    Rig.poll(derived);

    assertThat(derived.status().get(0).lastError()).contains("String");
  }
}
