package io.tallystick.core.collect;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The platform threads of the virtual machine. */
final class ThreadsCollector implements Collector {
  @Override
  public String name() {
    return "threads";
  }

  @Override
  public void collect(Readings to) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    to.gauge("jvm.threads.live", threads.getThreadCount());
    to.gauge("jvm.threads.daemon", threads.getDaemonThreadCount());
    to.gauge("jvm.threads.peak", threads.getPeakThreadCount());
  }
}
