package io.tallystick;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever threads do with a door at once, each sees what it could have seen had they come one
 * after the other. The public methods are what Lincheck calls, on a fresh object each time.
 */
@Tag("slow")
public class RuntimeDoorLinearTest {
  private static final MetricDescriptor COUNTER = MetricDescriptor.counter("orders.count").build();
  private static final MetricDescriptor GAUGE = MetricDescriptor.gauge("orders.count").build();

  private final RuntimeDoor door = new RuntimeDoor();
  private final Metrics runtime = new CountedCalls().metrics();

  @Operation
  public boolean install() {
    try {
      door.install(runtime);
      return true;
    } catch (IllegalStateException installedAlready) {
      return false;
    }
  }

  @Operation
  public void remove() {
    door.remove(runtime);
  }

  @Operation
  public boolean isRunning() {
    return door.target() == runtime;
  }

  @Operation
  public boolean describeAsCounter() {
    return door.describe(COUNTER).isAccepted();
  }

  @Operation
  public boolean describeAsGauge() {
    return door.describe(GAUGE).isAccepted();
  }

  @Test
  void everyOrderOfStepsOfTwoThreadsIsLikeOneAfterTheOther() {
    check(new ModelCheckingOptions().iterations(10).invocationsPerIteration(100));
  }

  @Test
  void twoThreadsAtFullSpeedAreLikeOneAfterTheOther() {
    check(new StressOptions().iterations(10).invocationsPerIteration(1_000));
  }

  private static void check(Options<?, ?> options) {
    options
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(RuntimeDoorLinearTest.class);
  }
}
