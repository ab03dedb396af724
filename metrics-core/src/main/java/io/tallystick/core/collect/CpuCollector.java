package io.tallystick.core.collect;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much of the machine's processors the process and the machine use, and the load.
 *
 * <p>For the process it takes the difference of processor time between two questions: the bean's
 * own {@code getProcessCpuLoad} is about the time since whoever asked last, another tool perhaps.
 * One that was given up may still be at it when the next one comes: hence the lock.
 */
final class CpuCollector implements Collector {
  private long lastCpuNanos = -1;
  private long lastNanos;

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public void collect(Readings to) {
    java.lang.management.OperatingSystemMXBean system =
        ManagementFactory.getOperatingSystemMXBean();
    known(to, "system.load.1m", system.getSystemLoadAverage());
    usage(to, system); // the last, because its bean may not be there
  }

  private void usage(Readings to, java.lang.management.OperatingSystemMXBean system) {
    if (system instanceof OperatingSystemMXBean more) {
      known(to, "system.cpu.usage", more.getCpuLoad());
      known(to, "process.cpu.usage", ofProcess(more));
    }
  }

  /** The part of all processors since the last time; negative for the first. */
  private synchronized double ofProcess(OperatingSystemMXBean system) {
    long cpuNanos = system.getProcessCpuTime();
    long nanos = System.nanoTime();
    double usage = -1;
    if (lastCpuNanos >= 0 && cpuNanos >= lastCpuNanos && nanos > lastNanos) {
      double most = (double) (nanos - lastNanos) * system.getAvailableProcessors();
      usage = Math.min(1, (cpuNanos - lastCpuNanos) / most);
    }
    lastCpuNanos = cpuNanos;
    lastNanos = nanos;
    return usage;
  }

  /** Negative is what nobody knows, or does not know yet. */
  private static void known(Readings to, String name, double value) {
    if (value >= 0) {
      to.gauge(name, value);
    }
  }
}
