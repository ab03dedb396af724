package io.tallystick.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes through a window leaves nothing behind. */
class SketchWindowTest {
  private static final int SPAN = 5;

  @ParameterizedTest
  @EnumSource
  void itIsTheSumOfThoseInside(Distribution distribution) {
    List<QuantileSketch> all = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      QuantileSketch next = sketch(distribution, random.nextInt(5) * random.nextInt(800), random);
      all.add(i % 7 == 0 ? QuantileSketch.decode(next.encode()) : next);
    }

    requireSums(all);
  }

  private static QuantileSketch sketch(Distribution distribution, int count, Random random) {
    return count == 0
        ? QuantileSketch.empty()
        : Counting.sketch(distribution.samples(count, random));
  }

  private static void requireSums(List<QuantileSketch> all) {
    SketchWindow window = new SketchWindow();
    for (int i = 0; i < all.size(); i++) {
      window.enter(all.get(i));
      if (window.size() > SPAN) {
        assertThat(window.leave()).isSameAs(all.get(i - SPAN));
      }
      QuantileSketch anew = QuantileSketch.merge(all.subList(Math.max(0, i - SPAN + 1), i + 1));
      assertThat(window.sketch().samples().cells().indexes())
          .isEqualTo(anew.samples().cells().indexes());
      assertThat(window.sketch().samples().cells().counts())
          .isEqualTo(anew.samples().cells().counts());
      assertThat(window.sketch().encode()).isEqualTo(anew.encode());
    }
  }

  @Test
  void aCountThatWasCutOffAtTheTopIsRightAgainWhenItIsNoMore() {
    QuantileSketch few = of(3);
    QuantileSketch most = of(Long.MAX_VALUE - 2);

    requireSums(List.of(few, most, most, few, few, few, few, few, few, most, few));
  }

  private static QuantileSketch of(long count) {
    return QuantileSketch.ofGrid(
        new int[] {Grid.indexOf(1), Grid.indexOf(2)}, new long[] {count, 1}, 2, 1, 2);
  }

  @Test
  void withoutAnyItIsEmpty() {
    SketchWindow window = new SketchWindow();
    window.enter(QuantileSketch.empty());

    assertThat(window.sketch()).isSameAs(QuantileSketch.empty());

    window.leave();

    assertThat(window.size()).isZero();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(window::leave);
  }
}
