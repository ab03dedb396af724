package io.tallystick.core.export;

import io.tallystick.core.export.MergedRows.Reading;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StoredMetric;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the rows that stand for a request. */
final class StoredRows {
  /**
   * All series are read so many starts at a time: a store may hold those of some series at once.
   */
  private static final int STARTS_AT_A_TIME = 240;

  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::source)
          .thenComparing(series -> String.valueOf(series.tenant()))
          .thenComparing(series -> series.tags().toString());

  private final BucketStore store;
  private final WriterMerge merge;

  StoredRows(BucketStore store, WriterMerge merge) {
    this.store = store;
    this.merge = merge;
  }

  Coverage coverage(ExportRequest request) {
    return Coverage.of(store, request);
  }

  /** The metrics that a request is about, as far as the store remembers them. */
  List<StoredMetric> metrics(ExportRequest request) {
    SeriesFilter filter = request.filter();
    return filter == null
        ? Stream.of(SeriesType.values()).flatMap(type -> store.metrics(type).stream()).toList()
        : store.metrics(filter.type()).stream()
            .filter(metric -> metric.name().equals(filter.name()))
            .toList();
  }

  /** The series of a metric that a request is about, in an order of their own. */
  List<SeriesKey> series(StoredMetric metric, ExportRequest request) {
    SeriesFilter asked = request.filter();
    SeriesFilter filter =
        asked == null
            ? new SeriesFilter(metric.name(), metric.type(), null, null, List.of())
            : asked;
    return store.series(filter, Integer.MAX_VALUE).stream()
        .filter(series -> series.kind() == metric.kind())
        .sorted(ORDER)
        .toList();
  }

  /** The rows of a granularity: of a filter by time, of all series one series after the other. */
  MergedRows of(Coverage coverage, Granularity granularity, @Nullable SeriesFilter filter) {
    List<Stretch> stretches = coverage.stretches(granularity);
    return filter == null
        ? new MergedRows(
            stretches.stream().flatMap(StoredRows::pieces).map(this::all).iterator(),
            MergedRows.SAME_SERIES_AND_START,
            merge)
        : new MergedRows(
            stretches.stream().map(stretch -> some(stretch, filter)).iterator(),
            MergedRows.SAME_START,
            merge);
  }

  /** The rows of one series, by time. */
  MergedRows of(Coverage coverage, Granularity granularity, SeriesKey series) {
    SeriesFilter filter =
        new SeriesFilter(series.name(), series.type(), series.source(), series.tenant(), List.of())
            .with(series.tags());
    return new MergedRows(
        coverage.stretches(granularity).stream()
            .map(
                stretch ->
                    new Reading(
                        row -> stretch.isWanted(row) && row.series().equals(series),
                        some(stretch, filter).cursor()))
            .iterator(),
        MergedRows.SAME_START,
        merge);
  }

  private Reading all(Stretch stretch) {
    return new Reading(
        stretch::isWanted, () -> store.readAll(stretch.granularity(), stretch.range()));
  }

  private Reading some(Stretch stretch, SeriesFilter filter) {
    BucketQuery query = new BucketQuery(stretch.granularity(), stretch.range(), filter);
    return new Reading(stretch::isWanted, () -> store.read(query));
  }

  private static Stream<Stretch> pieces(Stretch stretch) {
    Duration length = stretch.granularity().width().multipliedBy(STARTS_AT_A_TIME);
    List<Stretch> pieces = new ArrayList<>();
    Instant end = stretch.range().to();
    for (Instant from = stretch.range().from(); from.isBefore(end); from = from.plus(length)) {
      Instant to = from.plus(length).isBefore(end) ? from.plus(length) : end;
      pieces.add(new Stretch(stretch.granularity(), new TimeRange(from, to), stretch.isOwnOnly()));
    }
    return pieces.stream();
  }
}
