package io.tallystick.core.export;

import static io.tallystick.core.export.History.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is folded, purged, coarse from the start or late: sums of an export are those recorded.
 */
class EachSampleOnceTest {
  private static final long SEED = 20_261_126;
  private static final Instant START = Instant.parse("2026-03-26T00:00:00Z");
  private static final List<SeriesKey> SERIES =
      List.of(
          ORDERS,
          History.counter("orders.count", Tags.empty()),
          History.counter("mails.count", Tags.empty()));

  private final Map<String, Long> recorded = new HashMap<>();
  private Random random;
  private int recordedRows = 1;

  @BeforeEach
  void begin() {
    random = new Random(SEED);
  }

  @ParameterizedTest
  @CsvSource({
    "Z,0",
    "Z,1",
    "Z,30",
    "Z,200",
    "Europe/Berlin,30",
    "Europe/Berlin,200",
    "Asia/Kolkata,200"
  })
  void sumsAreThoseRecordedWithTheFinestThatIsKept(String zone, int hoursOfSweeping)
      throws Exception {
    History history = recorded(ZoneId.of(zone), Duration.ofHours(hoursOfSweeping));

    for (ExportFormat format : List.of(ExportFormat.CSV, ExportFormat.OPEN_METRICS)) {
      assertThat(sums(history, ExportRequest.all(), format)).as(format.name()).isEqualTo(recorded);
    }
    Map<String, Long> ofOrders = new HashMap<>(recorded);
    ofOrders.keySet().removeIf(name -> !name.startsWith("orders"));
    ExportRequest orders = ExportRequest.of(SeriesFilter.system("orders.count"));
    assertThat(sums(history, orders, ExportFormat.CSV)).isEqualTo(ofOrders);
  }

  @ParameterizedTest
  @EnumSource(value = Granularity.class, mode = EnumSource.Mode.EXCLUDE, names = "MINUTE")
  void sumsAreThoseRecordedInAnyGranularityThatIsKept(Granularity granularity) throws Exception {
    History history = recorded(ZoneId.of("Europe/Berlin"), Duration.ofHours(20));

    ExportRequest request = ExportRequest.all().granularity(granularity);

    assertThat(sums(history, request, ExportFormat.CSV)).isEqualTo(recorded);
    assertThat(sums(history, request, ExportFormat.OPEN_METRICS)).isEqualTo(recorded);
  }

  @ParameterizedTest
  @CsvSource({"1d,200", "1h,200", "1d,0", "1h,0", "5m,0", "1m,0"})
  void whatIsFoldedOrPurgedOrNotYetIsThereInAGranularityThatIsKept(String id, int hoursOfSweeping)
      throws Exception {
    History history = recorded(ZoneOffset.UTC, Duration.ofHours(hoursOfSweeping));

    ExportRequest request = ExportRequest.all().granularity(Granularity.byId(id).orElseThrow());

    assertThat(sums(history, request, ExportFormat.CSV)).isEqualTo(recorded);
  }

  @Test
  void rangesThatMeetAtMidnightShareNoSampleAndMissNone() throws Exception {
    History history = recorded(ZoneId.of("Europe/Berlin"), Duration.ofHours(30));
    Map<String, Long> sum = new HashMap<>();
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Instant from = Granularity.DAY.bucketStart(START, zone).minus(1, ChronoUnit.DAYS);
    for (int day = 0; day < 12; day++) {
      TimeRange range = Granularity.DAY.bucketRange(from, zone);
      sums(history, ExportRequest.all().range(range), ExportFormat.CSV)
          .forEach((series, whole) -> sum.merge(series, whole, Long::sum));
      from = range.to();
    }

    assertThat(sum).isEqualTo(recorded);
  }

  @Test
  void noRowIsThereTwice() throws Exception {
    History history = recorded(ZoneOffset.UTC, Duration.ofHours(200));
    Set<String> seen = new HashSet<>();

    for (String line : history.lines(ExportFormat.CSV)) {
      String[] cells = line.split(",", -1);
      assertThat(seen.add(cells[0] + cells[1] + cells[2] + cells[7])).as(line).isTrue();
    }
  }

  /** Three days of minutes, some of them coarse from the start, and at last some that come late. */
  private History recorded(ZoneId zone, Duration sweeping) {
    History history = new History(START.plus(Duration.ofDays(4)), zone);
    for (int i = 0; i < 3_000; i++) {
      record(history, START, Duration.ofDays(4));
    }
    history.sweepFor(sweeping);
    for (int i = 0; i < 200; i++) {
      record(history, history.now().minus(Duration.ofHours(12)), Duration.ofHours(12));
    }
    return history;
  }

  private void record(History history, Instant from, Duration length) {
    SeriesKey series = SERIES.get(random.nextInt(SERIES.size()));
    Granularity granularity =
        List.of(
                Granularity.MINUTE,
                Granularity.MINUTE,
                Granularity.MINUTE,
                Granularity.FIVE_MINUTES,
                Granularity.HOUR)
            .get(random.nextInt(5));
    Instant start = granularity.bucketStart(from.plusSeconds(random.nextLong(length.toSeconds())));
    long whole = 1 + random.nextInt(1_000);
    int writer = recordedRows++; // each row a writer's of its own: none replaces another
    history.write(series, granularity, start, writer, CounterState.ofWhole(whole));
    recorded.merge(series.name() + series.tags().asMap().values(), whole, Long::sum);
  }

  private static Map<String, Long> sums(History history, ExportRequest request, ExportFormat format)
      throws Exception {
    String text = history.text(request, format);
    return format == ExportFormat.CSV ? sumsOfCsv(text) : lastOfOpenMetrics(text);
  }

  private static Map<String, Long> sumsOfCsv(String text) {
    Map<String, Long> sums = new HashMap<>();
    text.lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(
            cells -> {
              String value = cells[7].isEmpty() ? "[]" : "[" + cells[7].split("=")[1] + "]";
              sums.merge(cells[2] + value, Long.valueOf(cells[10]), Long::sum);
            });
    return sums;
  }

  /** The totals go up with the time, which goes up too. */
  private static Map<String, Long> lastOfOpenMetrics(String text) {
    Map<String, Long> last = new HashMap<>();
    Map<String, Double> times = new HashMap<>();
    for (String line : text.lines().filter(it -> !it.startsWith("#")).toList()) {
      String name = line.startsWith("orders") ? "orders.count" : "mails.count";
      String series = name + (line.contains("status=\"paid\"") ? "[paid]" : "[]");
      String[] words = line.split(" ");
      double time = Double.parseDouble(words[2]);
      Double before = times.put(series, time);
      assertThat(before == null || before < time).as(line).isTrue();
      assertThat(last.getOrDefault(series, 0L))
          .as(line)
          .isLessThanOrEqualTo(Long.valueOf(words[1]));
      last.put(series, Long.valueOf(words[1]));
    }
    return last;
  }
}
