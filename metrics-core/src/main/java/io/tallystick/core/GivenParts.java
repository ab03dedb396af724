package io.tallystick.core;

import io.tallystick.core.collect.Collector;
import java.util.List;

/**
 * What the builder was told beside options: what belongs to rooms of their own.
 *
 * @param derived metrics and tables that are derived
 * @param collectors what is asked beside what every application has
 * @param alerts rules, and who is told
 */
record GivenParts(
    DerivedWork.Definitions derived, List<Collector> collectors, AlertWork.Given alerts) {
  GivenParts {
    collectors = List.copyOf(collectors);
  }
}
