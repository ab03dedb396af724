package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A window's panes hold its stretches and no others, each once. */
class PanesTest {
  @Test
  void theStretchesOfAWindowAreThoseOfItsPanes() {
    for (int stretches = 1; stretches <= 12; stretches++) {
      for (int span = 1; span <= 14; span++) {
        Panes panes = new Panes(stretches, span);
        for (int window = 0; window < panes.windows(); window++) {
          assertThat(stretchesOf(panes, window, stretches))
              .as("%s", panes)
              .isEqualTo(range(window, window + span));
          assertThat(panes.lastOf(window)).isEqualTo(window + span - 1);
        }
      }
    }
  }

  private static List<Integer> stretchesOf(Panes panes, int window, int stretches) {
    List<Integer> found = new ArrayList<>();
    for (int stretch = 0; stretch < stretches; stretch++) {
      int pane = panes.paneOf(stretch);
      assertThat(pane).isBetween(0, panes.count() - 1);
      if (pane >= window && pane < window + panes.inAWindow()) {
        found.add(stretch);
      }
    }
    return found;
  }

  private static List<Integer> range(int from, int to) {
    List<Integer> range = new ArrayList<>();
    for (int i = from; i < to; i++) {
      range.add(i);
    }
    return range;
  }

  @Test
  void howeverLongAFewWindowsAreTheyHaveFewPanes() {
    assertThat(new Panes(1_440, 1_440).count()).isEqualTo(1);
    assertThat(new Panes(1_442, 1_440).count()).isEqualTo(5);
    assertThat(new Panes(1_440, 5).count()).isEqualTo(1_440);
    assertThat(new Panes(3, 5).windows()).isZero();
    assertThat(new Panes(3, 5).count()).isZero();
  }
}
