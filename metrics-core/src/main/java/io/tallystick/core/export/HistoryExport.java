package io.tallystick.core.export;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricDescriptor;
import io.tallystick.core.exposition.Families;
import io.tallystick.core.json.JsonObjects;
import io.tallystick.core.merge.GaugeRules;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Writes stored history to a stream, so that it can be taken elsewhere.
 *
 * <p>Each sample is in one row: of every time one granularity is read, the finest that is kept
 * unless another is asked for, and beside it what writers have in coarser buckets that never was in
 * finer ones. The rows of several writers of a series and a start are merged. What waits for its
 * first flush is not there yet. The rows of CSV and JSON come by granularity, the finest first;
 * those of OpenMetrics by metric and series.
 *
 * <p>However long the history is, it holds a page of the store and, for OpenMetrics, the keys of
 * one metric's series. A row that is written while it reads may be there or not; one that is purged
 * meanwhile may be missing.
 *
 * <p>Any thread may call, several at once; a call works on the thread of its caller and may take
 * long.
 *
 * <pre>{@code
 * try (OutputStream out = Files.newOutputStream(Path.of("history.csv"))) {
 *   long rows = runtime.export().write(ExportRequest.all(), ExportFormat.CSV, out);
 * }
 * }</pre>
 */
public final class HistoryExport {
  private final BucketStore store;
  private final Function<String, Optional<MetricDescriptor>> descriptors;

  /**
   * Exports what a store holds.
   *
   * @param descriptors finds the descriptor of a name; by it gauges are combined over writers, and
   *     metrics are called and explained in OpenMetrics
   */
  public HistoryExport(
      BucketStore store, Function<String, Optional<MetricDescriptor>> descriptors) {
    this.store = requireNonNull(store, "store");
    this.descriptors = requireNonNull(descriptors, "descriptors");
  }

  /**
   * Writes history. The stream is flushed at the end and not closed.
   *
   * @return how many rows were written
   * @throws IOException what the stream throws; nothing of the store stays open
   * @throws java.io.InterruptedIOException when the thread is interrupted, and stays so
   * @throws io.tallystick.spi.StorageException when the store fails; what is written by then is not
   *     whole
   */
  public long write(ExportRequest request, ExportFormat format, OutputStream out)
      throws IOException {
    return write(request, format, out, () -> false);
  }

  /**
   * Writes history until someone wants it to end.
   *
   * @param isCancelled asked before each row; true ends it
   * @return how many rows were written
   * @throws IOException what the stream throws; nothing of the store stays open
   * @throws java.io.InterruptedIOException when it was cancelled, or the thread interrupted, which
   *     stays so
   * @throws io.tallystick.spi.StorageException when the store fails; what is written by then is not
   *     whole
   */
  public long write(
      ExportRequest request, ExportFormat format, OutputStream out, BooleanSupplier isCancelled)
      throws IOException {
    requireNonNull(request, "request");
    Writer text =
        new BufferedWriter(
            new OutputStreamWriter(requireNonNull(out, "out"), StandardCharsets.UTF_8));
    Progress progress = new Progress(isCancelled);
    WriterMerge merge = new WriterMerge(new GaugeRules(descriptors));
    StoredRows rows = new StoredRows(store, merge);
    switch (format) {
      case CSV -> writeRows(rows, request, new CsvRows(text, columns(request)), progress);
      case JSON -> writeRows(rows, request, json(JsonObjects.array(text), request), progress);
      case JSON_LINES -> writeRows(rows, request, json(JsonObjects.lines(text), request), progress);
      case OPEN_METRICS ->
          new OpenMetricsText(rows, merge, text, progress)
              .write(request, Families.of(rows.metrics(request), descriptors));
    }
    return progress.rows();
  }

  private static void writeRows(
      StoredRows stored, ExportRequest request, RowFormat format, Progress progress)
      throws IOException {
    format.begin();
    Coverage coverage = stored.coverage(request);
    for (Granularity granularity : Granularity.values()) { // the finest first: it is purged first
      try (MergedRows rows = stored.of(coverage, granularity, request.filter())) {
        while (rows.hasNext()) {
          progress.next();
          format.write(rows.next());
        }
      }
    }
    format.end();
  }

  private static JsonRows json(JsonObjects objects, ExportRequest request) {
    return new JsonRows(objects, columns(request));
  }

  private static List<Column> columns(ExportRequest request) {
    return Arrays.stream(Column.values())
        .filter(column -> column != Column.SKETCH || request.hasSketches())
        .toList();
  }
}
