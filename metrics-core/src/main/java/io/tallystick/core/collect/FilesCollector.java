package io.tallystick.core.collect;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The files and sockets that the process holds open, where the system tells. */
final class FilesCollector implements Collector {
  @Override
  public String name() {
    return "files";
  }

  @Override
  public void collect(Readings to) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long open = unix.getOpenFileDescriptorCount();
      if (open >= 0) {
        to.gauge("process.open_fds", open);
      }
    }
  }
}
