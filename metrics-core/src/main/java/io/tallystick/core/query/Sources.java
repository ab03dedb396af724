package io.tallystick.core.query;

import io.tallystick.GaugeCombination;
import io.tallystick.spi.BucketStore;
import java.util.function.Function;

/**
 * Where answers come from.
 *
 * @param store what is stored
 * @param live what may not be
 * @param derived what is in no store
 * @param rules how gauges of a name are combined
 * @param limits how much a question may take
 */
record Sources(
    BucketStore store,
    LiveHistory live,
    DerivedHistory derived,
    Function<String, GaugeCombination> rules,
    Limits limits) {
  /** Whether a metric is in no store. */
  boolean isDerived(String name) {
    return derived.names().contains(name);
  }
}
