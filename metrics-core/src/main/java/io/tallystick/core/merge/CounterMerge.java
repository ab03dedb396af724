package io.tallystick.core.merge;

import io.tallystick.spi.CounterState;
import java.util.List;

/** Adds up what was added to a counter. */
final class CounterMerge {
  private CounterMerge() {}

  static CounterState merge(List<CounterState> states) {
    long whole = 0;
    FiniteSum fractional = new FiniteSum();
    for (CounterState state : states) {
      whole = StateMerge.saturatedSum(whole, state.whole());
      fractional.add(state.fractional());
    }
    return new CounterState(whole, fractional.value());
  }
}
