package io.tallystick.core.record;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.guard.CardinalityLimit;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever threads look for and enter at once, each sees the series that it could have seen had
 * they come one after the other. The public methods are what Lincheck calls, on a fresh object each
 * time.
 */
@Tag("slow")
@Param(name = "value", gen = IntGen.class, conf = "0:1")
public class SeriesTableLinearTest {
  private static final String NAME = "a.count";

  /** More than the table has places: a loop with more turns is one without end. */
  private static final int TURNS_OF_A_LOOP = 1_000;

  private static final String[] VALUES = {"0", "1"};

  private final RegistryRig rig = new RegistryRig();

  @Operation
  public int enter(@Param(name = "value") int value) {
    String[] pairs = {"k", VALUES[value]};
    return index(rig.registry().enter(MetricKind.COUNTER, NAME, pairs, pairs).series());
  }

  @Operation
  public int find(@Param(name = "value") int value) {
    SeriesTable table = rig.registry().table();
    return index(table.find(1, NAME, "k", VALUES[value], "", "", "", "", "", ""));
  }

  @Operation
  public int findByTags(@Param(name = "value") int value) {
    return index(rig.registry().table().find(NAME, Tags.of("k", VALUES[value]), null));
  }

  @Operation
  public boolean retire(@Param(name = "value") int value) {
    Series series = rig.registry().table().find(NAME, Tags.of("k", VALUES[value]), null);
    return series != null && !rig.registry().remove(List.of(series)).isEmpty();
  }

  private static int index(SeriesEntry series) {
    return series == null ? -1 : series.index();
  }

  /** The limit is pure, and writes its messages by way of what Lincheck may not look into. */
  @Test
  void everyOrderOfStepsOfTwoThreadsIsLikeOneAfterTheOther() {
    check(
        new ModelCheckingOptions()
            .addGuarantee(forClasses(CardinalityLimit.class.getName()).allMethods().ignore())
            .loopBound(TURNS_OF_A_LOOP)
            .iterations(5)
            .invocationsPerIteration(40));
  }

  @Test
  void twoThreadsAtFullSpeedAreLikeOneAfterTheOther() {
    check(new StressOptions().iterations(10).invocationsPerIteration(200));
  }

  private static void check(Options<?, ?> options) {
    options
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(SeriesTableLinearTest.class);
  }
}
