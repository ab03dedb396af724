package io.tallystick.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesKey;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus takes what is exported, and has afterwards what the export said. */
class PromtoolTest {
  private static final Instant START = Instant.parse("2026-03-26T00:00:00Z");
  private static final Pattern EXPORTED = Pattern.compile("([^{]+)\\{(.*)} (\\S+) (\\S+)");
  private static final Pattern DUMPED =
      Pattern.compile("\\{__name__=\"([^\"]+)\", (.*)} (\\S+) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  @TempDir Path directory;

  @BeforeEach
  void promtoolIsThere() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "promtool"))),
        "promtool reads the export: CI installs the package prometheus");
  }

  @Test
  void prometheusTakesAHistoryOfAllKindsAndSeveralDays() throws Exception {
    History history = new History(START.plus(Duration.ofDays(4)), ZoneId.of("Europe/Berlin"));
    for (MetricDescriptor descriptor : Catalogue.builtIn().descriptors()) {
      history.descriptors.put(descriptor.name(), descriptor);
    }
    record(history);
    history.sweepFor(Duration.ofHours(40));

    assertThat(taken(history)).hasSizeGreaterThan(1_000);
  }

  @Test
  void prometheusTakesEveryCharacter() throws Exception {
    StringBuilder every = new StringBuilder("\u2028\u202E\uFFFD😀\uD800");
    for (char c = 0; c < 0x180; c++) {
      every.append(c);
    }
    History history = History.atTen();
    history
        .count(History.counter("a.count", Tags.of("k", every.toString())), History.TEN, 1, 1)
        .count(History.counter("Größe-1", Tags.of("source", "x", "le", "y")), History.TEN, 1, 1)
        .write(
            SeriesKey.system("a.value", MetricKind.GAUGE, "\"\\\n", Tags.of("k", "")),
            History.TEN,
            1,
            new GaugeState(-Double.MAX_VALUE, History.TEN, -Double.MAX_VALUE, 0, 0, 0))
        .write(
            History.histogram("a.size"),
            History.TEN,
            1,
            History.values(Long.MAX_VALUE, 1e300, -5, Double.MIN_VALUE))
        .write(History.histogram("a.size"), History.TEN, 2, History.values(1, 1, 1, 1));
    history.descriptors.put(
        "a.value", MetricDescriptor.gauge("a.value").description(every.toString()).build());

    run("promtool", "tsdb", "create-blocks-from", "openmetrics", file(history), blocks());

    assertThat(dump())
        .anyMatch(line -> line.contains("__name__=\"a_total\""))
        .anyMatch(line -> line.contains("__name__=\"a_value\""))
        .anyMatch(line -> line.contains("exported_source=\"x\""))
        .anyMatch(line -> line.contains("__name__=\"a_size\"") && line.contains(" NaN "));
  }

  @Test
  void prometheusTakesAnEmptyHistory() throws Exception {
    run("promtool", "tsdb", "create-blocks-from", "openmetrics", file(History.atTen()), blocks());
  }

  /** What both say, sample by sample, in one order. */
  private List<String> taken(History history) throws Exception {
    String file = file(history);
    run("promtool", "tsdb", "create-blocks-from", "openmetrics", file, blocks());
    List<String> dumped =
        dump().stream().map(line -> sample(DUMPED.matcher(line), 1)).sorted().toList();
    List<String> exported =
        Files.readAllLines(Path.of(file)).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> sample(EXPORTED.matcher(line), 1_000))
            .sorted()
            .toList();
    assertThat(dumped).isEqualTo(exported);
    return dumped;
  }

  private static String sample(Matcher line, double ticksASecond) {
    assertThat(line.matches()).as(line.toString()).isTrue();
    TreeMap<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(line.group(2));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    long millis = Math.round(Double.parseDouble(line.group(4)) * ticksASecond);
    return line.group(1) + labels + Double.parseDouble(line.group(3)) + "@" + millis;
  }

  private static void record(History history) {
    Random random = new Random(7);
    SeriesKey tenant =
        SeriesKey.user(
            "user.sent.count", MetricKind.COUNTER, "service:api", "t1", Tags.of("source", "x"));
    for (int i = 0; i < 1_500; i++) {
      Instant minute = START.plus(Duration.ofMinutes(random.nextInt(4 * 24 * 60)));
      int writer = 1 + random.nextInt(2);
      history
          .count(History.ORDERS, minute, writer, random.nextInt(50))
          .count(tenant, minute, writer, random.nextInt(50))
          .write(History.gauge("pool.active"), minute, writer, History.showing(i, minute));
      history.write(
          History.counter("mails.weight", Tags.of("k", "say \"hi\" \\ \n ü€😀")),
          Granularity.FIVE_MINUTES,
          Granularity.FIVE_MINUTES.bucketStart(minute),
          writer,
          new CounterState(1, random.nextDouble()));
      if (i % 10 == 0) { // one each, since their sketches cannot be merged
        history.write(
            History.histogram("http.request.duration_ms"),
            Granularity.DAY,
            Granularity.DAY.bucketStart(minute, ZoneId.of("Europe/Berlin")),
            1,
            History.values(3, i, 0, i));
      }
    }
  }

  private String file(History history) throws IOException {
    Path file = directory.resolve("history.txt");
    try (OutputStream out = Files.newOutputStream(file)) {
      history.export().write(ExportRequest.all(), ExportFormat.OPEN_METRICS, out);
    }
    return file.toString();
  }

  /** It looks for a log beside the blocks, as a server would have it. */
  private List<String> dump() throws Exception {
    Files.createDirectories(Path.of(blocks(), "wal"));
    return run("promtool", "tsdb", "dump", blocks());
  }

  private String blocks() {
    return directory.resolve("blocks").toString();
  }

  private List<String> run(String... command) throws Exception {
    Path printed = directory.resolve("printed.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    boolean isDone = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    List<String> lines = new ArrayList<>(Files.readAllLines(printed));
    assertThat(isDone && process.exitValue() == 0)
        .as(Arrays.toString(command) + "\n" + String.join("\n", lines))
        .isTrue();
    return lines;
  }
}
