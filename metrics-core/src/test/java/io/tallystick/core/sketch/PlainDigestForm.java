package io.tallystick.core.sketch;

import com.tdunning.math.stats.Centroid;
import com.tdunning.math.stats.MergingDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A t-digest as it comes, fed with the middles of the grid's cells. */
record PlainDigestForm(int compression) implements SketchForm {
  record Kept(MergingDigest digest) implements SketchForm.Kept {
    @Override
    public double quantile(double q) {
      return digest.quantile(q);
    }

    /** As the grid's counts are written, means with 12 mantissa bits. */
    @Override
    public int bytes() {
      List<Centroid> centroids = new ArrayList<>(digest.centroids());
      BitWriter out = new BitWriter();
      long[] gaps = new long[centroids.size() - 1];
      long[] counts = new long[centroids.size()];
      for (int i = 0; i < centroids.size(); i++) {
        counts[i] = centroids.get(i).count() - 1L;
        if (i > 0) {
          gaps[i - 1] = Math.abs(place(centroids.get(i)) - place(centroids.get(i - 1)));
        }
      }
      NumberRow.write(out, gaps);
      NumberRow.write(out, counts);
      return 18 + out.toBytes().length;
    }

    private static long place(Centroid centroid) {
      return Double.doubleToRawLongBits(centroid.mean()) >> 40;
    }
  }

  @Override
  public String words() {
    return "t-digest " + compression;
  }

  @Override
  public Kept of(CountedSamples samples) {
    MergingDigest digest = new MergingDigest(compression);
    Cells cells = samples.cells();
    for (int i = 0; i < cells.size(); i++) {
      digest.add(samples.middle(i), Math.toIntExact(cells.counts()[i]));
    }
    return new Kept(digest);
  }

  @Override
  public Kept merge(Collection<SketchForm.Kept> parts) {
    MergingDigest digest = new MergingDigest(compression);
    digest.add(parts.stream().map(part -> ((Kept) part).digest()).toList());
    return new Kept(digest);
  }
}
