package io.tallystick.benchmarks.collect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeBuilder;
import io.tallystick.core.collect.CacheCollector;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.CollectorSettings;
import io.tallystick.core.collect.CollectorStatus;
import io.tallystick.core.collect.DependencyCheck;
import io.tallystick.core.collect.ExecutorCollector;
import io.tallystick.core.collect.PoolCollector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that does nothing but let a runtime collect: all that every application has, two
 * pools of connections, ten caches, four executors and three dependencies. Prints the milliseconds
 * of processor time that the process took and the bytes of heap that it holds in the end.
 */
final class CollectProgram {
  private static final int POOLS = 2;
  private static final int CACHES = 10;
  private static final int EXECUTORS = 4;
  private static final int COLLECTIONS = 4;
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final List<Collector> collectors = new ArrayList<>();

  private CollectProgram(ServerSocket server) {
    for (int i = 0; i < POOLS; i++) {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl("jdbc:sqlite::memory:");
      pool.setMaximumPoolSize(2);
      collectors.add(PoolCollector.of("p" + i, pool));
      collectors.add(DependencyCheck.database("p" + i, pool));
    }
    for (int i = 0; i < CACHES; i++) {
      Cache<String, String> cache = Caffeine.newBuilder().recordStats().build();
      collectors.add(CacheCollector.caffeine("c" + i, cache));
    }
    for (int i = 0; i < EXECUTORS; i++) {
      collectors.add(ExecutorCollector.pool("e" + i, new ForkJoinPool(1)));
    }
    collectors.add(DependencyCheck.tcp("port", "127.0.0.1", server.getLocalPort()));
  }

  /**
   * Takes {@code on}, {@code pinning} or {@code off}, and how many seconds it warms up and is
   * measured.
   */
  public static void main(String[] arguments) throws IOException {
    boolean isOn = !arguments[0].equals("off");
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CollectProgram program = new CollectProgram(server);
      RuntimeBuilder builder =
          MetricsRuntime.builder()
              .collectors(program.all())
              .collectionPinning(arguments[0].equals("pinning"));
      if (!isOn) {
        builder.collectionOff(Set.of(CollectorSettings.ALL, CollectorSettings.STORE));
      }
      try (MetricsRuntime runtime = builder.build().start()) {
        Thread accepting = new Thread(() -> accept(server));
        accepting.setDaemon(true);
        accepting.start();
        await(seconds(arguments[1]));
        long before = SYSTEM.getProcessCpuTime();
        await(seconds(arguments[2]));
        long cpuNanos = SYSTEM.getProcessCpuTime() - before;
        requireWell(runtime, isOn);
        System.out.println(TimeUnit.NANOSECONDS.toMillis(cpuNanos) + " " + usedBytes());
      }
    }
    System.exit(0);
  }

  private Collector[] all() {
    return collectors.toArray(new Collector[0]);
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private static void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        server.accept().close();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void await(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** A collector that fails costs little, and is not what is measured here. */
  private static void requireWell(MetricsRuntime runtime, boolean isOn) {
    for (CollectorStatus each : runtime.collectors().status()) {
      boolean isOff = !isOn || each.state() == CollectorStatus.State.OFF;
      boolean wasAsked = each.lastCollected() != null;
      if (wasAsked == isOff || (wasAsked && each.state() != CollectorStatus.State.OK)) {
        throw new IllegalStateException("Not as it should be: " + each);
      }
    }
  }

  private static long usedBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      MEMORY.gc();
      least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
