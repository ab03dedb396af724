package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.core.sketch.SketchSum;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What windows hold of distributions is bounded over all groups of a question. */
class HistogramCellsTest {
  private static final SeriesKey SERIES =
      SeriesKey.system("a.duration_ms", MetricKind.HISTOGRAM, "service:api", Tags.empty());
  private static final int COUNTS = 300;
  private static final int MOST = 4_000_000 / COUNTS;

  private final HistogramCells cells = new HistogramCells(List.of(0.95), Limits.DEFAULT);
  private final HistogramState state = state();

  /** Values so far apart that each is counted alone. */
  private static HistogramState state() {
    SketchSum sum = new SketchSum();
    for (int i = 0; i < COUNTS; i++) {
      int index = Grid.indexOf(100) + 2 * i;
      double value = Grid.lowerBound(index);
      sum.add(QuantileSketch.ofGrid(new int[] {index}, new long[] {1}, 1, value, value));
    }
    QuantileSketch all = sum.sketch();
    return new HistogramState(
        COUNTS,
        COUNTS,
        all.min(),
        all.max(),
        new Percentiles(all.min(), all.min(), all.max()),
        SketchBytes.copyOf(all.encode()));
  }

  private Cell cell() {
    Cell cell = cells.newCell();
    cell.add(SERIES, new WriterId(1, 1), Instant.EPOCH, state);
    return cell;
  }

  @Test
  void moreThanCanBeHeldIsRefused() {
    CellWindow one = cells.newWindow();
    CellWindow other = cells.newWindow();
    for (int i = 0; i < MOST / 2; i++) {
      one.enter(cell());
      other.enter(cell());
    }

    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(
            () -> {
              one.enter(cell());
              other.enter(cell());
            })
        .withMessageContaining("4000000")
        .withMessageContaining("give a shorter window, a filter or fewer groups");
  }

  @Test
  void whatLeftIsHeldNoMore() {
    CellWindow window = cells.newWindow();
    for (int i = 0; i < 2 * MOST; i++) {
      window.enter(cell());
      if (i > 3) {
        window.leave();
      }
    }

    assertThat(window.value().count()).isEqualTo(4L * COUNTS);
    assertThat(window.value().quantiles()).hasSize(1);
  }
}
