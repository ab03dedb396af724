package io.tallystick.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
  private static final long SEED = 20_261_120;

  @ParameterizedTest
  @ValueSource(
      doubles = {1, 1.5, 41.7, 1e-300, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 4096})
  void aValueLiesInItsCellWhateverItsSign(double value) {
    assertThat(value).isBetween(lower(value), upper(value));
    assertThat(-value).isBetween(lower(-value), upper(-value));
  }

  @Test
  void anyFiniteValueLiesInItsCell() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      double value = anyFinite(random);
      assertThat(value).as("seed %d", SEED).isBetween(lower(value), upper(value));
      assertThat(Grid.indexOf(lower(value))).isEqualTo(Grid.indexOf(value));
      assertThat(Grid.indexOf(upper(value))).isEqualTo(Grid.indexOf(value));
    }
  }

  @Test
  void cellsKeepTheOrderOfValues() {
    double[] values = new Random(SEED).doubles(100_000).toArray();
    Random random = new Random(SEED);
    Arrays.setAll(values, i -> anyFinite(random));
    Arrays.sort(values);
    assertThat(Arrays.stream(values).mapToInt(Grid::indexOf).toArray()).isSorted();
  }

  @Test
  void noCellIsWiderThanAHundredAndTwentyEighth() {
    for (int index = Grid.indexOf(1); index < Grid.indexOf(1e9); index++) {
      assertThat(Grid.upperBound(index) / Grid.lowerBound(index)).isLessThan(1 + 1 / 128.0);
      assertThat(Math.nextUp(Grid.upperBound(index))).isEqualTo(Grid.lowerBound(index + 1));
    }
  }

  @Test
  void anOctaveHasAHundredAndTwentyEightCells() {
    assertThat(Grid.indexOf(2) - Grid.indexOf(1)).isEqualTo(128);
    assertThat(Grid.indexOf(-1) - Grid.indexOf(-2)).isEqualTo(128);
  }

  @Test
  void bothZerosAreOneCellThatNoNegativeValueIsIn() {
    assertThat(Grid.indexOf(-0.0)).isEqualTo(Grid.indexOf(0.0)).isZero();
    assertThat(Grid.indexOf(-Double.MIN_VALUE)).isEqualTo(-1);
    assertThat(Grid.upperBound(-1)).isEqualTo(-Double.MIN_VALUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -262_017, 262_016, Integer.MAX_VALUE})
  void whatIsNoCellHasNoBounds(int index) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grid.lowerBound(index))
        .withMessageContaining(String.valueOf(index));
    assertThatIllegalArgumentException().isThrownBy(() -> Grid.upperBound(index));
  }

  private static double lower(double value) {
    return Grid.lowerBound(Grid.indexOf(value));
  }

  private static double upper(double value) {
    return Grid.upperBound(Grid.indexOf(value));
  }

  private static double anyFinite(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : anyFinite(random);
  }
}
