package io.tallystick.core.collect;

import io.tallystick.Tags;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * The memory pools of the virtual machine, by area: heap, nonheap, and buffer for what is outside
 * of both, direct and mapped buffers.
 */
final class MemoryCollector implements Collector {
  private static final String USED = "jvm.memory.used_bytes";
  private static final String COMMITTED = "jvm.memory.committed_bytes";
  private static final String MAX = "jvm.memory.max_bytes";

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void collect(Readings to) {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getUsage();
      if (usage != null) { // null for a pool that is not valid any more
        pool(
            to,
            tags(pool.getType() == MemoryType.HEAP ? "heap" : "nonheap", pool.getName()),
            usage);
      }
    }
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      Tags tags = tags("buffer", pool.getName());
      bytes(to, USED, pool.getMemoryUsed(), tags);
      bytes(to, COMMITTED, pool.getTotalCapacity(), tags);
    }
  }

  private static Tags tags(String area, String pool) {
    return Tags.of("area", area, "pool", pool);
  }

  private static void pool(Readings to, Tags tags, MemoryUsage usage) {
    bytes(to, USED, usage.getUsed(), tags);
    bytes(to, COMMITTED, usage.getCommitted(), tags);
    bytes(to, MAX, usage.getMax(), tags);
  }

  /** Negative is what nobody knows, or what has no limit. */
  private static void bytes(Readings to, String name, long bytes, Tags tags) {
    if (bytes >= 0) {
      to.gauge(name, bytes, tags);
    }
  }
}
