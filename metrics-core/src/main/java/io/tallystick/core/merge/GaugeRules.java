package io.tallystick.core.merge;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Unit;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the gauge of a name is combined over writers: as its descriptor says, and where none is known
 * as the suffix of its name does.
 *
 * <p>As safe for threads as what finds the descriptors.
 *
 * <pre>{@code
 * GaugeRules rules = new GaugeRules(name -> Catalogue.builtIn().find(name));
 * rules.apply("pool.active"); // SUM
 * }</pre>
 */
public final class GaugeRules implements Function<String, GaugeCombination> {
  private final Function<String, Optional<MetricDescriptor>> descriptors;

  /** Rules that ask here for the descriptor of a name. */
  public GaugeRules(Function<String, Optional<MetricDescriptor>> descriptors) {
    this.descriptors = descriptors;
  }

  /** The rule for a name, whatever kind of metric it is. */
  @Override
  public GaugeCombination apply(String name) {
    return descriptors
        .apply(name)
        .map(MetricDescriptor::combination)
        .orElseGet(() -> bySuffix(name));
  }

  /** What the suffix says: what each instance has of its own is summed. */
  private static GaugeCombination bySuffix(String name) {
    boolean isOfEachInstance =
        Unit.bySuffix(name) == Unit.NONE
            && MetricKind.bySuffix(name).filter(kind -> kind == MetricKind.GAUGE).isPresent();
    return isOfEachInstance ? GaugeCombination.SUM : GaugeCombination.LAST;
  }
}
