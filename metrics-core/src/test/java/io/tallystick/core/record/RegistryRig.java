package io.tallystick.core.record;

import io.tallystick.Tags;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.SeriesGuard;
import java.util.List;

/** The registry of series and what finds them, without a recording around. */
final class RegistryRig {
  private static final ByteBudget BUDGET = new ByteBudget(Long.MAX_VALUE / 2);
  private static final CellMemory MEMORY = new HeapMemory(BUDGET);

  /** Shared by all: they are large, and nothing is added. */
  private static final Lanes LANES = new Lanes(MEMORY, new SeriesDirectory(), 1);

  private final SeriesDirectory directory = new SeriesDirectory();
  private final Gauges gauges = new Gauges(MEMORY);
  private final SeriesMaker maker =
      new SeriesMaker(
          directory, LANES, gauges, new SharedCells(MEMORY), new Budgets(BUDGET, BUDGET), () -> 0);
  private final KeyedHash hash = new KeyedHash(1, 2);
  private final SeriesRegistry registry =
      new SeriesRegistry(CardinalityLimit.standard(), maker, hash);
  private final SelfCounts selfCounts = new SelfCounts(LANES, new Drops(false), registry::own);
  private final Admission admission =
      new Admission(
          SeriesGuard.forSystem(GuardLimits.standard()),
          new ConstantTags(Tags.empty()),
          registry,
          maker,
          selfCounts,
          hash);
  private final SeriesLookup lookup = new SeriesLookup(registry.table(), directory, admission);

  RegistryRig() {
    SelfCounts.NAMES.forEach(registry::reserve);
  }

  SeriesRegistry registry() {
    return registry;
  }

  SeriesLookup lookup() {
    return lookup;
  }

  /** The first step of a retirement; whether the series was still in use. */
  boolean retire(Series series) {
    boolean wasInUse = !registry.remove(List.of(series)).isEmpty();
    lookup.forget();
    return wasInUse;
  }
}
