package io.tallystick.core.sketch;

/**
 * The stored form: a byte for its version, then the cells as rows of small numbers.
 *
 * <p>Version 1: how many cells; how coarse they are; the first one; the extremes, by what their
 * cells do not tell; the gaps between cells; the counts. What is valid has exactly one form, so
 * that reading and writing again gives the same bytes. A released version is never changed: a new
 * form takes a new version, and this one stays readable.
 */
final class SketchCodec {
  static final int VERSION = 1;

  /** Of a sketch with more cells that were never joined, clusters are stored. */
  static final int FEW_CELLS = 384;

  /** No more clusters are stored. */
  static final int MOST_CELLS = 512;

  private static final int VERSION_BITS = 8;
  private static final int LENGTH_OF_SIZE_BITS = 4;
  private static final int INDEX_BITS = 19;
  private static final int LENGTH_OF_EXTREME_BITS = 6;

  private SketchCodec() {}

  static byte[] encode(CountedSamples samples) {
    boolean isFew = samples.cells().size() <= most(samples.clustered());
    CountedSamples stored = isFew ? samples : Clustering.inAtMost(MOST_CELLS, samples);
    Cells cells = stored.cells();
    BitWriter out = new BitWriter();
    out.write(VERSION, VERSION_BITS);
    writeSize(out, cells.size());
    if (cells.size() > 0) {
      out.write(stored.clustered() ? 1 : 0, 1);
      out.write(cells.indexes()[0] - Grid.FIRST_INDEX, INDEX_BITS);
      writeExtreme(out, stored.min());
      writeExtreme(out, stored.max());
      NumberRow.write(out, gaps(cells));
      NumberRow.write(out, lessOne(cells.counts()));
    }
    return out.toBytes();
  }

  /** Clusters that fit are not joined again: it would be for nothing, and give other bytes. */
  private static int most(boolean clustered) {
    return clustered ? MOST_CELLS : FEW_CELLS;
  }

  static CountedSamples decode(byte[] bytes) {
    BitReader in = new BitReader(bytes);
    int version = (int) in.read(VERSION_BITS);
    if (version != VERSION) {
      throw new SketchFormatException("version " + version + " is not known to this release");
    }
    CountedSamples samples = readSamples(in);
    in.expectEnd();
    return samples;
  }

  private static CountedSamples readSamples(BitReader in) {
    int size = readSize(in);
    if (size == 0) {
      return CountedSamples.NONE;
    }
    boolean clustered = in.read(1) == 1;
    if (size > most(clustered)) {
      throw new SketchFormatException(size + " cells are too many");
    }
    long first = in.read(INDEX_BITS) + Grid.FIRST_INDEX;
    long min = readExtreme(in);
    long max = readExtreme(in);
    int[] indexes = readIndexes(in, first, size);
    Cells cells = new Cells(indexes, readCounts(in, size));
    return checked(
        new CountedSamples(
            cells, clustered, extreme(indexes[0], min), extreme(indexes[size - 1], max)));
  }

  private static CountedSamples checked(CountedSamples samples) {
    Cells cells = samples.cells();
    int[] indexes = cells.indexes();
    boolean fit =
        Grid.indexOf(samples.min()) == indexes[0]
            && Grid.indexOf(samples.max()) == indexes[indexes.length - 1]
            && samples.min() <= samples.max()
            && (cells.total() > 1 || samples.min() == samples.max());
    if (!fit) {
      throw new SketchFormatException("the extremes do not fit the cells");
    }
    return samples;
  }

  private static void writeSize(BitWriter out, int size) {
    int length = Integer.SIZE - Integer.numberOfLeadingZeros(size);
    out.write(length, LENGTH_OF_SIZE_BITS);
    out.write(size, Math.max(0, length - 1));
  }

  private static int readSize(BitReader in) {
    int length = (int) in.read(LENGTH_OF_SIZE_BITS);
    return length == 0 ? 0 : (1 << (length - 1)) | (int) in.read(length - 1);
  }

  /** What the cell does not tell of an extreme, without the zeros that most numbers end with. */
  private static void writeExtreme(BitWriter out, double extreme) {
    int bits = Grid.BITS_INSIDE_A_CELL;
    long inside = Double.doubleToRawLongBits(extreme) & ((1L << bits) - 1);
    int zeros = Math.min(Long.numberOfTrailingZeros(inside), bits);
    out.write(bits - zeros, LENGTH_OF_EXTREME_BITS);
    out.write(inside >>> zeros, bits - zeros);
  }

  private static long readExtreme(BitReader in) {
    int bits = Grid.BITS_INSIDE_A_CELL;
    int length = (int) in.read(LENGTH_OF_EXTREME_BITS);
    if (length > bits) {
      throw new SketchFormatException("an extreme of " + length + " bits is too long");
    }
    long inside = in.read(length);
    if (length > 0 && (inside & 1) == 0) {
      throw new SketchFormatException("an extreme is written longer than it is");
    }
    return inside << (bits - length);
  }

  private static double extreme(int index, long inside) {
    int bits = Grid.BITS_INSIDE_A_CELL;
    double magnitude =
        Double.longBitsToDouble(((long) (index < 0 ? ~index : index) << bits) | inside);
    return index < 0 ? -magnitude : magnitude;
  }

  static long[] gaps(Cells cells) {
    int[] indexes = cells.indexes();
    long[] gaps = new long[indexes.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = indexes[i + 1] - indexes[i] - 1L;
    }
    return gaps;
  }

  private static int[] readIndexes(BitReader in, long first, int size) {
    long[] gaps = new long[size - 1];
    NumberRow.read(in, gaps);
    int[] indexes = new int[size];
    long index = first;
    for (int i = 0; i < size; i++) {
      if (index > Grid.LAST_INDEX) {
        throw new SketchFormatException("a cell lies beyond the last one");
      }
      indexes[i] = (int) index;
      index +=
          i < gaps.length ? 1 + Math.min(gaps[i], Grid.LAST_INDEX - (long) Grid.FIRST_INDEX) : 0;
    }
    return indexes;
  }

  static long[] lessOne(long[] counts) {
    long[] less = new long[counts.length];
    for (int i = 0; i < less.length; i++) {
      less[i] = counts[i] - 1;
    }
    return less;
  }

  private static long[] readCounts(BitReader in, int size) {
    long[] counts = new long[size];
    NumberRow.read(in, counts);
    for (int i = 0; i < size; i++) {
      if (counts[i] == Long.MAX_VALUE) {
        throw new SketchFormatException("a count is too large");
      }
      counts[i]++;
    }
    return counts;
  }
}
