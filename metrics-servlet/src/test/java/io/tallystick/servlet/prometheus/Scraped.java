package io.tallystick.servlet.prometheus;

import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.BucketAggregate;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.aggregate.TotalsVisitor;
import io.tallystick.core.exposition.LiveTotals;
import io.tallystick.core.record.PointSettings;
import io.tallystick.core.record.Recording;
import io.tallystick.core.record.RecordingSettings;
import io.tallystick.core.record.Series;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import io.tallystick.spi.SeriesKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Metrics that are recorded and scraped, at a time that only the test moves. */
final class Scraped implements LiveTotals {
  static final Style TEXT = new Style(false, false, false);
  static final Style OPEN_METRICS = new Style(true, false, false);
  private static final long START_MILLIS = 1_772_359_200_000L;

  private final Recording recording;
  private final BucketAggregate aggregate;
  private long passedMillis;

  Scraped() {
    recording =
        new Recording(
            new RecordingSettings(
                GuardLimits.standard(),
                CardinalityLimit.standard(),
                TenantLimits.standard(),
                32_000_000,
                64_000_000,
                2,
                false,
                () -> now().elapsedNanos(),
                Tags.empty(),
                tenant -> "hash-of-" + tenant,
                PointSettings.none()));
    aggregate = new BucketAggregate(recording, 60_000, now());
  }

  Metrics metrics() {
    return recording.metrics();
  }

  Scraped pass(long millis) {
    passedMillis += millis;
    return this;
  }

  void tick() {
    aggregate.tick(now());
  }

  private Moment now() {
    return new Moment(
        START_MILLIS + passedMillis, 77 + TimeUnit.MILLISECONDS.toNanos(passedMillis));
  }

  Function<String, Optional<MetricDescriptor>> descriptors() {
    return recording::descriptor;
  }

  /** All lines that are scraped in a style. */
  String text(Style style) {
    return text(new Exposition(this, descriptors(), style.hasQuantiles()), style);
  }

  static String text(Exposition exposition, Style style, String... names) {
    Chunks lines = new Chunks(new ArrayDeque<>());
    exposition.write(style, Set.of(names), lines);
    return text(lines);
  }

  static String text(Chunks chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      chunks.writeTo(out);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void visit(TotalsVisitor visitor) {
    aggregate.visitTotals(now(), visitor);
  }

  @Override
  public SeriesKey key(Series series) {
    String tenant = series.tenant();
    return tenant == null
        ? SeriesKey.system(series.name(), series.kind(), "service:test", series.tags())
        : SeriesKey.user(series.name(), series.kind(), "service:test", tenant, series.tags());
  }

  @Override
  public long startMillis(Series series) {
    return now().wallMillis()
        - TimeUnit.NANOSECONDS.toMillis(now().elapsedNanos() - series.startNanos());
  }
}
