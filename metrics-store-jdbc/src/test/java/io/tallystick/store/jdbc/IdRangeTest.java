package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdRangeTest {
  @Test
  void noNumbersNeedNoRange() {
    assertThat(IdRange.covering(List.of())).isEmpty();
  }

  @Test
  void oneNumberIsARangeOfItsOwn() {
    assertThat(IdRange.covering(List.of(7L))).containsExactly(new IdRange(7, 8));
  }

  @Test
  void aNarrowGapIsReadOver() {
    assertThat(IdRange.covering(List.of(1L, 2L, 19L))).containsExactly(new IdRange(1, 20));
  }

  @Test
  void aWideGapIsLeftOut() {
    assertThat(IdRange.covering(List.of(1L, 2L, 20L)))
        .containsExactly(new IdRange(1, 3), new IdRange(20, 21));
  }

  @Test
  void sixtyFourRangesAreStillAsked() {
    List<Long> ids = LongStream.range(0, 64).mapToObj(i -> 1_000 * i).toList();

    assertThat(IdRange.covering(ids)).hasSize(64);
  }

  @Test
  void ofMoreRangesOneIsMade() {
    List<Long> ids = LongStream.range(0, 65).mapToObj(i -> 1_000 * i).toList();

    assertThat(IdRange.covering(ids)).containsExactly(new IdRange(0, 64_001));
  }

  @Test
  void rangesAscendAndHoldEveryNumber() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      SortedSet<Long> ids = new TreeSet<>();
      for (int i = 1 + random.nextInt(200); i > 0; i--) {
        ids.add((long) random.nextInt(1 << (1 + random.nextInt(16))));
      }
      List<IdRange> ranges = IdRange.covering(ids);

      assertThat(ids)
          .as("seed %d", seed)
          .allMatch(id -> ranges.stream().anyMatch(r -> r.from() <= id && id < r.end()));
      assertThat(ranges).as("seed %d", seed).hasSizeLessThanOrEqualTo(64);
      for (int i = 1; i < ranges.size(); i++) {
        assertThat(ranges.get(i).from() - ranges.get(i - 1).end())
            .as("seed %d", seed)
            .isGreaterThan(16);
      }
    }
  }
}
