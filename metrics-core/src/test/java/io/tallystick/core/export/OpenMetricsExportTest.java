package io.tallystick.core.export;

import static io.tallystick.core.export.History.ORDERS;
import static io.tallystick.core.export.History.TEN;
import static io.tallystick.core.export.History.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.Unit;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenMetricsExportTest {
  private final History history = History.atTen();

  @Test
  void anEmptyStoreGivesTheEndAlone() throws Exception {
    assertThat(history.text(ExportRequest.all(), ExportFormat.OPEN_METRICS)).isEqualTo("# EOF\n");
  }

  @Test
  void eachKindIsAFamilyWithTimesAtTheEndsOfItsBuckets() throws Exception {
    history.descriptors.put(
        "orders.count",
        MetricDescriptor.counter("orders.count")
            .description("How \"often\" a \\ is\nordered")
            .tags("status")
            .label("status", "state")
            .build());
    history
        .count(ORDERS, TEN, 1, 3)
        .count(ORDERS, minute(2), 1, Long.MAX_VALUE)
        .write(History.gauge("pool.active"), TEN, 1, History.showing(3, minute(1)))
        .write(History.histogram("mail.duration_ms"), TEN, 1, History.values(4, 1_000, 100, 400))
        .write(History.histogram("mail.duration_ms"), minute(1), 1, History.values(1, 5, 5, 5));

    assertThat(history.text(ExportRequest.all(), ExportFormat.OPEN_METRICS))
        .isEqualTo(
            """
            # TYPE mail_duration_seconds summary
            # UNIT mail_duration_seconds seconds
            mail_duration_seconds_count{source="service:api"} 0 1772359200.000
            mail_duration_seconds_sum{source="service:api"} 0 1772359200.000
            mail_duration_seconds{source="service:api",quantile="0.5"} 0.1 1772359260.000
            mail_duration_seconds{source="service:api",quantile="0.95"} 0.4 1772359260.000
            mail_duration_seconds{source="service:api",quantile="0.99"} 0.4 1772359260.000
            mail_duration_seconds_count{source="service:api"} 4 1772359260.000
            mail_duration_seconds_sum{source="service:api"} 1.0 1772359260.000
            mail_duration_seconds{source="service:api",quantile="0.5"} 0.005 1772359320.000
            mail_duration_seconds{source="service:api",quantile="0.95"} 0.005 1772359320.000
            mail_duration_seconds{source="service:api",quantile="0.99"} 0.005 1772359320.000
            mail_duration_seconds_count{source="service:api"} 5 1772359320.000
            mail_duration_seconds_sum{source="service:api"} 1.005 1772359320.000
            # TYPE orders counter
            # HELP orders How \\"often\\" a \\\\ is\\nordered
            orders_total{source="service:api",state="paid"} 0 1772359200.000
            orders_total{source="service:api",state="paid"} 3 1772359260.000
            orders_total{source="service:api",state="paid"} 9223372036854775807 1772359380.000
            # TYPE pool_active gauge
            pool_active{source="service:api"} 3.0 1772359260.000
            # EOF
            """);
  }

  @Test
  void tagsThatAreCalledLikeALabelOfOursAreExportedUnderAnotherName() throws Exception {
    history.count(
        SeriesKey.user(
            "user.sent.count",
            MetricKind.COUNTER,
            "service:api",
            "t1",
            Tags.of("source", "a", "tenant", "b", "exported_source", "c", "le", "d")),
        TEN,
        1,
        3);

    assertThat(history.text(ExportRequest.all(), ExportFormat.OPEN_METRICS))
        .contains(
            "user_sent_total{source=\"service:api\",tenant=\"t1\",exported_exported_source=\"c\","
                + "exported_le=\"d\",exported_source=\"a\",exported_tenant=\"b\"} 3 ");
  }

  @Test
  void labelValuesAreEscaped() throws Exception {
    history.count(History.counter("a.count", Tags.of("k", "say \"hi\" \\ \n ü😀 \0")), TEN, 1, 3);

    assertThat(history.text(ExportRequest.all(), ExportFormat.OPEN_METRICS))
        .contains("k=\"say \\\"hi\\\" \\\\ \\n ü😀 \uFFFD\"");
  }

  @Test
  void metricsThatWouldBeCalledTheSameAreFamiliesOfTheirOwn() throws Exception {
    history
        .count(History.counter("a.b.count", Tags.empty()), TEN, 1, 1)
        .count(History.counter("a.b.total", Tags.empty()), TEN, 1, 2)
        .write(History.gauge("a.b"), TEN, 1, History.showing(3, minute(1)))
        .write(History.gauge("a_b.sum"), TEN, 1, History.showing(4, minute(1)))
        .write(History.histogram("a.b.total"), TEN, 1, History.values(1, 5, 5, 5));

    assertThat(families()).doesNotHaveDuplicates().hasSize(5);
    assertThat(history.lines(ExportFormat.OPEN_METRICS))
        .filteredOn(line -> !line.startsWith("#"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aUnitIsNamedOnlyWhereTheNameEndsInIt() throws Exception {
    history.descriptors.put(
        "a.wait",
        MetricDescriptor.gauge("a.wait")
            .unit(Unit.MILLISECONDS)
            .expositionName("a_wait_time")
            .build());
    history
        .write(History.gauge("a.wait"), TEN, 1, History.showing(1_500, minute(1)))
        .write(History.gauge("a.size_bytes"), TEN, 1, History.showing(9, minute(1)));

    assertThat(history.lines(ExportFormat.OPEN_METRICS))
        .contains("a_wait_time{source=\"service:api\"} 1.5 1772359260.000")
        .contains("# UNIT a_size_bytes bytes")
        .doesNotContain("# UNIT a_wait_time seconds");
  }

  @Test
  void whatAWriterHasInACoarserBucketIsAddedAtItsEnd() throws Exception {
    history
        .count(ORDERS, TEN, 1, 1)
        .count(ORDERS, minute(4), 1, 2)
        .count(ORDERS, minute(5), 1, 4)
        .write(ORDERS, Granularity.FIVE_MINUTES, TEN, 2, CounterState.ofWhole(100));

    assertThat(history.lines(ExportFormat.OPEN_METRICS))
        .filteredOn(line -> line.startsWith("orders_total"))
        .extracting(line -> line.substring(line.indexOf('}') + 2))
        .containsExactly(
            "0 1772359200.000", "1 1772359260.000", "103 1772359500.000", "107 1772359560.000");
  }

  @Test
  void gaugesThatEndTogetherInBucketsOfSeveralWidthsAreCombinedByTheirRule() throws Exception {
    history.descriptors.put(
        "pool.active",
        MetricDescriptor.gauge("pool.active").combination(GaugeCombination.SUM).build());
    history
        .write(History.gauge("pool.active"), minute(4), 1, History.showing(3, minute(5)))
        .write(
            History.gauge("pool.active"),
            Granularity.FIVE_MINUTES,
            TEN,
            2,
            History.showing(4, minute(5)));

    assertThat(history.lines(ExportFormat.OPEN_METRICS))
        .contains("pool_active{source=\"service:api\"} 7.0 1772359500.000");
  }

  @Test
  void sumsAreRightWhereASketchCannotBeRead() throws Exception {
    history
        .write(History.histogram("mail.size"), TEN, 1, History.values(4, 10, 1, 4))
        .write(History.histogram("mail.size"), TEN, 2, History.values(5, 11, 1, 4));

    assertThat(history.lines(ExportFormat.OPEN_METRICS))
        .contains("mail_size{source=\"service:api\",quantile=\"0.5\"} NaN 1772359260.000")
        .contains("mail_size_count{source=\"service:api\"} 9 1772359260.000")
        .contains("mail_size_sum{source=\"service:api\"} 21.0 1772359260.000");
  }

  @Test
  void namesThatNoRuleOfOursLetsInAreMadeFit() throws Exception {
    history.count(History.counter("Größe-1", Tags.empty()), TEN, 1, 1);

    assertThat(families()).containsExactly("# TYPE _Gr__e_1 counter");
  }

  private List<String> families() throws Exception {
    return history.lines(ExportFormat.OPEN_METRICS).stream()
        .filter(line -> line.startsWith("# TYPE"))
        .toList();
  }
}
