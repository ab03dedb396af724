package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.sketch.Grid;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a grid takes of its budget it gives back, and it counts on where nothing is left. */
class GridBudgetTest {
  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final GridCounts grid = new GridCounts(budget);

  @Test
  void pagesAndTheListsOfThemAreTakenAndGivenBack() {
    addBetween(1e-6, 1e6);
    long full = budget.used();
    assertThat(full).isGreaterThan(160 * 80); // 40 octaves of four pages, and a list of all

    grid.clear();
    addBetween(1, 2);
    grid.clear();
    grid.clear();
    assertThat(budget.used()).isZero();

    addBetween(-1e6, 1e6);
    grid.discard();
    assertThat(budget.used()).isZero();
  }

  @Test
  void aListThatLeadsToAFarPageIsCounted() {
    grid.add(Grid.indexOf(1));
    long near = budget.used();
    grid.add(Grid.indexOf(1e30));

    assertThat(budget.used() - near).isGreaterThan(4 * 4 * 90);
  }

  @Test
  void aGridWithoutMemoryCountsInTheNearestPage() {
    GridCounts poor = new GridCounts(new ByteBudget(0));
    for (int i = 1; i <= 1_000; i++) {
      poor.add(Grid.indexOf(i));
    }
    long[] counted = {0};
    poor.forEach((index, count) -> counted[0] += count);

    assertThat(counted[0]).isEqualTo(1_000);
  }

  private void addBetween(double least, double greatest) {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      double part = random.nextDouble();
      grid.add(
          Grid.indexOf(
              least > 0
                  ? least * Math.pow(greatest / least, part)
                  : least + part * (greatest - least)));
    }
  }
}
