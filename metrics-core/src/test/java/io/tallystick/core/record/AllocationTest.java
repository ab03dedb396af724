package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Counter;
import io.tallystick.Gauge;
import io.tallystick.Histogram;
import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recording leaves nothing to collect, once a series is known. */
class AllocationTest {
  private static final int ROUNDS = 5_000;
  private static final int TURNS = 12;
  private static final Metrics METRICS = new RecordingRig().metrics();
  private static final Tags TAGS = Tags.of("a", "1", "b", "2", "c", "3");
  private static final Map<String, Runnable> CALLS = new LinkedHashMap<>();

  /** Texts of the caller's own, which the table may take over once at most. */
  private static final String[] EQUAL = {
    new String("orders.count"), new String("a"), new String("1"), new String("2")
  };

  private static final String[] EQUAL_TOO = {
    new String("orders.count"), new String("a"), new String("1"), new String("2")
  };

  static {
    counts();
    gauges();
    histograms();
    handles();
    timed();
  }

  private static void counts() {
    Metrics m = METRICS;
    String name = "orders.count";
    CALLS.put("count", () -> m.count(name));
    CALLS.put("count, whole", () -> m.count(name, 2));
    CALLS.put("count, whole, 1 pair", () -> m.count(name, 2, "a", "1"));
    CALLS.put("count, whole, 2 pairs", () -> m.count(name, 2, "b", "2", "a", "1"));
    CALLS.put("count, whole, 3 pairs", () -> m.count(name, 2, "a", "1", "b", "2", "c", "3"));
    CALLS.put(
        "count, whole, 4 pairs", () -> m.count(name, 2, "a", "1", "b", "2", "c", "3", "d", "4"));
    CALLS.put("count, whole, constant", () -> m.count(name, 2, TAGS));
    CALLS.put("count, part", () -> m.count(name, 0.5));
    CALLS.put("count, part, 1 pair", () -> m.count(name, 0.5, "a", "1"));
    CALLS.put("count, part, 2 pairs", () -> m.count(name, 0.5, "a", "1", "b", "2"));
    CALLS.put("count, part, 3 pairs", () -> m.count(name, 0.5, "a", "1", "b", "2", "c", "3"));
    CALLS.put(
        "count, part, 4 pairs", () -> m.count(name, 0.5, "a", "1", "b", "2", "c", "3", "d", "4"));
    CALLS.put("count, part, constant", () -> m.count(name, 0.5, TAGS));
    CALLS.put(
        "count, equal texts of two callers",
        () -> {
          m.count(EQUAL[0], 1, EQUAL[1], EQUAL[2]);
          m.count(EQUAL_TOO[0], 1, EQUAL_TOO[1], EQUAL_TOO[2]);
        });
    CALLS.put("count, refused amount", () -> m.count(name, -1));
  }

  private static void gauges() {
    Metrics m = METRICS;
    String name = "pool.active";
    CALLS.put("gauge, whole", () -> m.gauge(name, 2));
    CALLS.put("gauge, whole, 1 pair", () -> m.gauge(name, 2, "a", "1"));
    CALLS.put("gauge, whole, 2 pairs", () -> m.gauge(name, 2, "a", "1", "b", "2"));
    CALLS.put("gauge, whole, 3 pairs", () -> m.gauge(name, 2, "a", "1", "b", "2", "c", "3"));
    CALLS.put(
        "gauge, whole, 4 pairs", () -> m.gauge(name, 2, "a", "1", "b", "2", "c", "3", "d", "4"));
    CALLS.put("gauge, whole, constant", () -> m.gauge(name, 2, TAGS));
    CALLS.put("gauge, part", () -> m.gauge(name, 0.5));
    CALLS.put("gauge, part, 1 pair", () -> m.gauge(name, 0.5, "a", "1"));
    CALLS.put("gauge, part, 2 pairs", () -> m.gauge(name, 0.5, "a", "1", "b", "2"));
    CALLS.put("gauge, part, 3 pairs", () -> m.gauge(name, 0.5, "a", "1", "b", "2", "c", "3"));
    CALLS.put(
        "gauge, part, 4 pairs", () -> m.gauge(name, 0.5, "a", "1", "b", "2", "c", "3", "d", "4"));
    CALLS.put("gauge, part, constant", () -> m.gauge(name, 0.5, TAGS));
  }

  private static void histograms() {
    Metrics m = METRICS;
    String name = "body.size_bytes";
    CALLS.put("histogram, whole", () -> m.histogram(name, 2));
    CALLS.put("histogram, whole, 1 pair", () -> m.histogram(name, 2, "a", "1"));
    CALLS.put("histogram, whole, 2 pairs", () -> m.histogram(name, 2, "a", "1", "b", "2"));
    CALLS.put(
        "histogram, whole, 3 pairs", () -> m.histogram(name, 2, "a", "1", "b", "2", "c", "3"));
    CALLS.put(
        "histogram, whole, 4 pairs",
        () -> m.histogram(name, 2, "a", "1", "b", "2", "c", "3", "d", "4"));
    CALLS.put("histogram, whole, constant", () -> m.histogram(name, 2, TAGS));
    CALLS.put("histogram, part", () -> m.histogram(name, 0.5));
    CALLS.put("histogram, part, 1 pair", () -> m.histogram(name, 0.5, "a", "1"));
    CALLS.put("histogram, part, 2 pairs", () -> m.histogram(name, 0.5, "a", "1", "b", "2"));
    CALLS.put(
        "histogram, part, 3 pairs", () -> m.histogram(name, 0.5, "a", "1", "b", "2", "c", "3"));
    CALLS.put(
        "histogram, part, 4 pairs",
        () -> m.histogram(name, 0.5, "a", "1", "b", "2", "c", "3", "d", "4"));
    CALLS.put("histogram, part, constant", () -> m.histogram(name, 0.5, TAGS));
  }

  private static void handles() {
    Counter counter = METRICS.counter("orders.count", TAGS);
    Gauge gauge = METRICS.gauge("pool.active", TAGS);
    Histogram histogram = METRICS.histogram("body.size_bytes", TAGS);
    CALLS.put("counter.increment", counter::increment);
    CALLS.put("counter.add, whole", () -> counter.add(3));
    CALLS.put("counter.add, part", () -> counter.add(0.5));
    CALLS.put("gauge.set, whole", () -> gauge.set(3));
    CALLS.put("gauge.set, part", () -> gauge.set(0.5));
    CALLS.put("gauge.add, whole", () -> gauge.add(3));
    CALLS.put("gauge.add, part", () -> gauge.add(0.5));
    CALLS.put("gauge.increment", gauge::increment);
    CALLS.put("gauge.decrement", gauge::decrement);
    CALLS.put("histogram.record, whole", () -> histogram.record(3));
    CALLS.put("histogram.record, part", () -> histogram.record(0.5));
  }

  private static void timed() {
    String name = "job.duration_ms";
    Duration duration = Duration.ofMillis(3);
    Measured<String, RuntimeException> work = () -> "done";
    CALLS.put("duration", () -> METRICS.duration(name, duration, TAGS));
    CALLS.put("duration, nanos", () -> METRICS.duration(name, 3_000_000L, TAGS));
    CALLS.put("measure", () -> METRICS.measure(name, TAGS, work));
  }

  static Stream<String> calls() {
    return CALLS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aCallAllocatesNothing(String call) {
    assertThat(allocatedPerCall(CALLS.get(call))).isZero();
  }

  @Test
  void anAllocationIsSeen() {
    assertThat(allocatedPerCall(() -> METRICS.count("orders.count", 1, Tags.of("a", "1"))))
        .isPositive();
  }

  /** In the best of some turns: in the first ones compilers are at work, and classes are loaded. */
  private static long allocatedPerCall(Runnable call) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int turn = 0; turn < TURNS && least > 0; turn++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int round = 0; round < ROUNDS; round++) {
        call.run();
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
    }
    return least;
  }
}
