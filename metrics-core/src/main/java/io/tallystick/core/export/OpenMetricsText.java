package io.tallystick.core.export;

import io.tallystick.MetricKind;
import io.tallystick.core.export.SeriesRows.Ending;
import io.tallystick.core.exposition.Family;
import io.tallystick.core.exposition.Labels;
import io.tallystick.spi.SeriesKey;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * History as OpenMetrics 1.0: one metric after the other, one series after the other, and the
 * samples of a series in the order of time.
 *
 * <p>What adds up begins with 0 where the first bucket starts, so that the first bucket shows as an
 * increase too. There is no {@code _created}: a reader of files makes a series of its own of it.
 */
final class OpenMetricsText {
  private final StoredRows stored;
  private final WriterMerge merge;
  private final Writer out;
  private final Progress progress;

  OpenMetricsText(StoredRows stored, WriterMerge merge, Writer out, Progress progress) {
    this.stored = stored;
    this.merge = merge;
    this.out = out;
    this.progress = progress;
  }

  void write(ExportRequest request, List<Family> families) throws IOException {
    for (Family family : families) {
      write(request, family);
    }
    out.write("# EOF\n");
    out.flush();
  }

  /** What is kept is looked up for each metric anew, since it may be purged meanwhile. */
  private void write(ExportRequest request, Family family) throws IOException {
    Coverage coverage = stored.coverage(request);
    boolean isBegun = false;
    for (SeriesKey series : stored.series(family.metric(), request)) {
      try (SeriesRows rows = new SeriesRows(stored, coverage, series)) {
        if (rows.hasNext() && !isBegun) {
          isBegun = true;
          begin(family);
        }
        write(family, series, rows);
      }
    }
  }

  private void begin(Family family) throws IOException {
    out.write("# TYPE %s %s\n".formatted(family.name(), type(family.metric().kind())));
    if (!family.unitName().isEmpty()) {
      out.write("# UNIT %s %s\n".formatted(family.name(), family.unitName()));
    }
    if (!family.help().isEmpty()) {
      out.write("# HELP %s %s\n".formatted(family.name(), Labels.escaped(family.help())));
    }
  }

  /** A distribution is shown by its quantiles. */
  private static String type(MetricKind kind) {
    return kind == MetricKind.HISTOGRAM ? "summary" : kind.name().toLowerCase(Locale.ROOT);
  }

  private void write(Family family, SeriesKey series, SeriesRows rows) throws IOException {
    SampleLines lines =
        new SampleLines(
            out, family, Labels.of(series.source(), series.tenant(), series.tags(), family));
    SeriesSamples samples = SeriesSamples.of(series.kind(), lines, merge);
    boolean isFirst = true;
    while (rows.hasNext()) {
      Ending ending = rows.next();
      for (int i = 0; i < ending.rows().size(); i++) {
        progress.next();
      }
      if (isFirst) {
        samples.begin(ending.rows().get(0).start());
        isFirst = false;
      }
      samples.add(ending);
    }
  }
}
