package io.tallystick.core.sketch;

import java.util.Collection;
import java.util.List;

/** Counts on a grid of so many mantissa bits, never clustered. */
record GridCountsForm(int mantissaBits) implements SketchForm {
  /** Indexes are those of the coarser grid. */
  record Kept(int shift, CountedSamples samples) implements SketchForm.Kept {
    @Override
    public double quantile(double q) {
      Cells cells = samples.cells();
      long rank = Math.max(1, (long) Math.ceil(q * cells.total()));
      int i = 0;
      while (rank > cells.counts()[i]) {
        rank -= cells.counts()[i++];
      }
      double low = Math.max(samples.min(), Grid.lowerBound(cells.indexes()[i] << shift));
      int last = ((cells.indexes()[i] + 1) << shift) - 1;
      double high = Math.min(samples.max(), Grid.upperBound(last));
      double part = isAlone(i) ? 0.5 : (rank - 0.5) / cells.counts()[i];
      return low + (high - low) * part;
    }

    private boolean isAlone(int i) {
      int[] indexes = samples.cells().indexes();
      return (i == 0 || indexes[i - 1] != indexes[i] - 1)
          && (i == indexes.length - 1 || indexes[i + 1] != indexes[i] + 1);
    }

    @Override
    public int bytes() {
      return bytes(samples.cells());
    }

    /** The rows as version 1 writes them, and its header of at most 18 bytes. */
    static int bytes(Cells cells) {
      BitWriter out = new BitWriter();
      NumberRow.write(out, SketchCodec.gaps(cells));
      NumberRow.write(out, SketchCodec.lessOne(cells.counts()));
      return 18 + out.toBytes().length;
    }
  }

  @Override
  public String words() {
    return "counts, " + mantissaBits + " bits";
  }

  @Override
  public Kept of(CountedSamples samples) {
    int shift = Grid.CELL_BITS - mantissaBits;
    Cells cells = samples.cells();
    List<Cells> one = new java.util.ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      one.add(new Cells(new int[] {cells.indexes()[i] >> shift}, new long[] {cells.counts()[i]}));
    }
    return new Kept(shift, with(CellSum.of(one), samples.min(), samples.max()));
  }

  @Override
  public Kept merge(Collection<SketchForm.Kept> parts) {
    List<CountedSamples> all = parts.stream().map(part -> ((Kept) part).samples()).toList();
    Cells sum = CellSum.of(all.stream().map(CountedSamples::cells).toList());
    double min = all.stream().mapToDouble(CountedSamples::min).min().orElseThrow();
    double max = all.stream().mapToDouble(CountedSamples::max).max().orElseThrow();
    return new Kept(Grid.CELL_BITS - mantissaBits, with(sum, min, max));
  }

  private static CountedSamples with(Cells cells, double min, double max) {
    return new CountedSamples(cells, false, min, max);
  }
}
