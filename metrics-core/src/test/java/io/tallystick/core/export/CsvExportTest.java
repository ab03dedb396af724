package io.tallystick.core.export;

import static io.tallystick.core.export.History.ORDERS;
import static io.tallystick.core.export.History.TEN;
import static io.tallystick.core.export.History.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvExportTest {
  private static final String HEADER =
      "start,granularity,name,kind,type,source,tenant,tags,count,sum,whole,fractional,min,max,last,"
          + "last_at,mean,weighted_sum,observed_ms,p50,p95,p99";

  private final History history = History.atTen();

  @Test
  void anEmptyStoreGivesTheHeaderAlone() throws Exception {
    assertThat(history.text(ExportRequest.all(), ExportFormat.CSV)).isEqualTo(HEADER + "\r\n");
  }

  @Test
  void eachKindFillsItsColumns() throws Exception {
    history
        .write(ORDERS, TEN, 1, new CounterState(41, 0.5))
        .write(History.gauge("pool.active"), TEN, 1, History.showing(3, minute(1)))
        .write(History.histogram("mail.size"), TEN, 1, History.values(4, 10, 1, 4));

    assertThat(history.lines(ExportFormat.CSV))
        .containsExactlyInAnyOrder(
            HEADER,
            "2026-03-01T10:00:00Z,1m,orders.count,counter,system,service:api,,status=paid,,41.5,41,"
                + "0.5,,,,,,,,,,",
            "2026-03-01T10:00:00Z,1m,pool.active,gauge,system,service:api,,,,,,,3.0,3.0,3.0,"
                + "2026-03-01T10:01:00Z,3.0,180000.0,60000,,,",
            "2026-03-01T10:00:00Z,1m,mail.size,histogram,system,service:api,,,4,10.0,,,1.0,4.0,,,"
                + "2.5,,,1.0,4.0,4.0");
  }

  @Test
  void wholeSumsAreExactPastTheNumbersThatADoubleKnows() throws Exception {
    history.count(ORDERS, TEN, 1, Long.MAX_VALUE - 2);

    assertThat(history.lines(ExportFormat.CSV).get(1))
        .contains(",9223372036854775805,9223372036854775805,0.0,");
  }

  @Test
  void rowsOfSeveralWritersAreOne() throws Exception {
    history.count(ORDERS, TEN, 1, 3).count(ORDERS, TEN, 2, 4).count(ORDERS, minute(1), 2, 5);

    assertThat(wholes(history.lines(ExportFormat.CSV))).containsExactly("7", "5");
  }

  @Test
  void textThatASpreadsheetWouldRunGetsAnApostropheAndNumbersDoNot() throws Exception {
    for (String source : List.of("=1+1", "+x", "-x", "@x", "\tx", "\rx", "\nx")) {
      history.count(
          SeriesKey.system("a.count", MetricKind.COUNTER, source, Tags.empty()), TEN, 1, 1);
    }
    history.write(History.gauge("a.last"), TEN, 1, History.showing(-3, minute(1)));

    assertThat(history.text(ExportRequest.all(), ExportFormat.CSV))
        .contains(",'=1+1,", ",'+x,", ",'-x,", ",'@x,", ",'\tx,", ",\"'\rx\",", ",\"'\nx\",")
        .contains(",-3.0,-3.0,-3.0,");
  }

  @Test
  void tagsAreOneCellThatCanBeTakenApartAgain() throws Exception {
    Tags tags = Tags.of("a", "x;y=z\\", "b", "say \"hi\", ü€😀");
    history.count(History.counter("a.count", tags), TEN, 1, 1);

    assertThat(history.lines(ExportFormat.CSV).get(1))
        .contains(",\"a=x\\sy\\=z\\\\;b=say \"\"hi\"\", ü€😀\",");
  }

  @Test
  void aFilterLetsOnlyItsSeriesThrough() throws Exception {
    history
        .count(ORDERS, TEN, 1, 1)
        .count(History.counter("orders.count", Tags.of("status", "open")), TEN, 1, 2)
        .count(History.counter("mails.count", Tags.of("status", "paid")), TEN, 1, 3);
    SeriesFilter paid = SeriesFilter.system("orders.count").with(Tags.of("status", "paid"));

    String text = history.text(ExportRequest.of(paid), ExportFormat.CSV);

    assertThat(wholes(text.lines().toList())).containsExactly("1");
  }

  @Test
  void aRangeTakesTheBucketsThatStartWithinIt() throws Exception {
    for (int i = 0; i < 10; i++) {
      history.count(ORDERS, minute(i), 1, i);
    }
    TimeRange range = new TimeRange(minute(3), minute(5).plusMillis(1));

    for (ExportRequest request :
        List.of(
            ExportRequest.all().range(range),
            ExportRequest.of(SeriesFilter.system("orders.count")).range(range),
            ExportRequest.all().range(range).granularity(Granularity.MINUTE))) {
      assertThat(wholes(history.text(request, ExportFormat.CSV).lines().toList()))
          .containsExactly("3", "4", "5");
    }
  }

  @Test
  void sketchesAreThereWhenAskedFor() throws Exception {
    history.write(History.histogram("mail.size"), TEN, 1, History.values(4, 10, 1, 4));

    String text = history.text(ExportRequest.all().withSketches(), ExportFormat.CSV);

    assertThat(text.lines()).first().asString().isEqualTo(HEADER + ",sketch");
    assertThat(text.lines()).element(1).asString().endsWith(",1.0,4.0,4.0,AQID");
  }

  @Test
  void rowsWhoseSketchesCannotBeMergedStayApart() throws Exception {
    history
        .write(History.histogram("mail.size"), TEN, 1, History.values(4, 10, 1, 4))
        .write(History.histogram("mail.size"), TEN, 2, History.values(5, 11, 1, 4));

    assertThat(history.lines(ExportFormat.CSV))
        .anyMatch(line -> line.contains(",4,10.0,"))
        .anyMatch(line -> line.contains(",5,11.0,"));
  }

  private static List<String> wholes(List<String> lines) {
    return lines.stream().skip(1).map(line -> line.split(",", -1)[10]).toList();
  }
}
