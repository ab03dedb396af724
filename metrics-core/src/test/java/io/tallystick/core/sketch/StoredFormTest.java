package io.tallystick.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large what is stored is, and what becomes of bytes that nobody stored. */
class StoredFormTest {
  private static final long SEED = 4_711;
  private static final int MUTATIONS = 60_000;

  @ParameterizedTest
  @EnumSource
  void aMinuteOfAThousandSamplesLeavesRoomForItsColumns(Distribution distribution) {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(bytes(distribution, 1_000, seed))
          .as("seed %d", seed)
          .hasSizeLessThanOrEqualTo(260);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 24", "10, 50", "60, 100", "60000, 450", "1440000, 650"})
  void aSketchIsAboutAsLargeAsItHasToBe(int samples, int most) {
    for (Distribution distribution : Distribution.values()) {
      assertThat(bytes(distribution, samples, SEED))
          .as("%s", distribution)
          .hasSizeLessThanOrEqualTo(most);
    }
  }

  @Test
  void theFirstByteIsTheVersion() {
    assertThat(QuantileSketch.empty().encode()).startsWith(1);
    assertThat(bytes(Distribution.UNIFORM, 100, SEED)).startsWith(1);
  }

  @Test
  void noBytesAreNoSketch() {
    assertRefused(new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 2, 3, 17, -1, Byte.MIN_VALUE})
  void anUnknownVersionIsNamed(byte version) {
    byte[] bytes = bytes(Distribution.NORMAL, 1_000, SEED);
    bytes[0] = version;
    assertThatExceptionOfType(SketchFormatException.class)
        .isThrownBy(() -> QuantileSketch.decode(bytes))
        .withMessage("version %d is not known to this release", version & 0xff);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCutOffIsRefusedWhereverItIsCut(Distribution distribution) {
    byte[] bytes = bytes(distribution, 2_000, SEED);
    for (int length = 0; length < bytes.length; length++) {
      assertRefused(Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void clustersThatFitAreWrittenAsTheyWereRead() {
    byte[] bytes = far(450).encode();
    assertThat(QuantileSketch.decode(bytes).encode()).isEqualTo(bytes);
  }

  @Test
  void moreCellsThanAreStoredOneByOneAreClustersOrRefused() {
    byte[] bytes = far(450).encode();
    int flag = 8 + 4 + 8; // behind the version, the length of the size, and the size
    bytes[flag / 8] ^= (byte) (1 << (7 - flag % 8));
    assertThatExceptionOfType(SketchFormatException.class)
        .isThrownBy(() -> QuantileSketch.decode(bytes))
        .withMessage("450 cells are too many");
  }

  /** Samples too far apart to be joined. */
  private static QuantileSketch far(int cells) {
    int[] indexes = IntStream.range(0, cells).map(i -> i * (Clustering.WIDE_GAP + 1)).toArray();
    long[] counts = LongStream.generate(() -> 1).limit(cells).toArray();
    double max = Grid.lowerBound(indexes[cells - 1]);
    return QuantileSketch.ofGrid(indexes, counts, cells, 0, max);
  }

  @Test
  void whatFollowsTheSketchIsRefused() {
    byte[] bytes = bytes(Distribution.NORMAL, 1_000, SEED);
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1));
    assertRefused(Arrays.copyOf(QuantileSketch.empty().encode(), 3));
  }

  @Test
  void moreCellsThanAreEverStoredAreRefusedBeforeAnyIsRead() {
    BitWriter out = new BitWriter();
    out.write(SketchCodec.VERSION, 8);
    out.write(15, 4);
    out.write(0x3fff, 14);
    assertThatExceptionOfType(SketchFormatException.class)
        .isThrownBy(() -> QuantileSketch.decode(out.toBytes()))
        .withMessage("32767 cells are too many");
  }

  @Test
  void aNumberThatIsWrittenLongerThanItIsIsRefused() {
    BitWriter out = new BitWriter();
    out.write(0, RiceCode.FAR);
    out.write(3, 6);
    out.write(0, 2);
    BitReader in = new BitReader(out.toBytes());
    assertThatExceptionOfType(SketchFormatException.class)
        .isThrownBy(() -> RiceCode.read(in, 0))
        .withMessageContaining("longer than it is");
  }

  @Test
  void anyRowOfNumbersIsReadAsItWasWritten() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      long[] row = anyRow(random);
      BitWriter out = new BitWriter();
      NumberRow.write(out, row);
      BitReader in = new BitReader(out.toBytes());
      long[] read = new long[row.length];
      NumberRow.read(in, read);
      in.expectEnd();
      assertThat(read).as("row %d of seed %d", i, SEED).isEqualTo(row);
    }
  }

  /** Either a sketch, which is written as it was read, or the one exception. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void whateverTheBytesAreDecodingEndsWell() {
    Random random = new Random(SEED);
    List<byte[]> sketches = sketches();
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = mutated(sketches, random);
      try {
        QuantileSketch sketch = QuantileSketch.decode(bytes);
        read++;
        assertThat(sketch.encode()).as("mutation %d of seed %d", i, SEED).isEqualTo(bytes);
        assertThat(sketch.quantile(0.5)).isBetween(sketch.min(), sketch.max());
        assertThat(sketch.countAtMost(sketch.max())).isEqualTo(sketch.count());
      } catch (SketchFormatException e) {
        assertThat(e).hasMessageMatching("[\\w ,-]{10,80}");
      }
    }
    assertThat(read).as("some damage goes unseen").isBetween(1, MUTATIONS / 2);
  }

  private static List<byte[]> sketches() {
    List<byte[]> sketches = new ArrayList<>();
    for (Distribution distribution : Distribution.values()) {
      for (int size : new int[] {1, 2, 5, 60, 1_000, 20_000}) {
        sketches.add(bytes(distribution, size, SEED));
      }
    }
    return sketches;
  }

  private static byte[] mutated(List<byte[]> sketches, Random random) {
    byte[] bytes = sketches.get(random.nextInt(sketches.size())).clone();
    switch (random.nextInt(5)) {
      case 0 -> random.nextBytes(bytes);
      case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
      case 2 -> {
        byte[] other = sketches.get(random.nextInt(sketches.size()));
        int length = random.nextInt(Math.min(bytes.length, other.length));
        System.arraycopy(other, 0, bytes, 0, length);
      }
      case 3 -> Arrays.fill(bytes, random.nextInt(bytes.length), bytes.length, (byte) 0);
      default -> flipBits(bytes, random);
    }
    if (random.nextInt(4) > 0 && bytes.length > 0) {
      bytes[0] = SketchCodec.VERSION;
    }
    return bytes;
  }

  private static void flipBits(byte[] bytes, Random random) {
    for (int i = random.nextInt(8); i >= 0; i--) {
      int bit = random.nextInt(8 * bytes.length);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private static long[] anyRow(Random random) {
    double orders = random.nextDouble() * 44;
    boolean sparse = random.nextBoolean();
    return IntStream.range(0, random.nextInt(60))
        .mapToLong(
            i ->
                sparse && random.nextInt(5) > 0
                    ? 0
                    : (long) Math.exp(random.nextDouble() * orders) - 1)
        .toArray();
  }

  private static void assertRefused(byte[] bytes) {
    assertThatExceptionOfType(SketchFormatException.class)
        .isThrownBy(() -> QuantileSketch.decode(bytes));
  }

  private static byte[] bytes(Distribution distribution, int samples, long seed) {
    return Counting.sketch(distribution.samples(samples, new Random(seed))).encode();
  }
}
