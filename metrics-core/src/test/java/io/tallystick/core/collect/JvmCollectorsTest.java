package io.tallystick.core.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.core.aggregate.Reading;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What collectors say of the virtual machine is what it says of itself. */
class JvmCollectorsTest {
  private final CollectRig rig = new CollectRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void add(Collector collector) throws InterruptedException {
    rig.registry.add(collector);
    rig.ask();
    assertThat(rig.status(collector.name()).lastError()).isNull();
  }

  private double gauge(String name, String... tags) {
    return rig.recorded().gauge(name, tags).value();
  }

  private double sum(String name, String area) {
    return rig.runtime.snapshot().series().stream()
        .filter(each -> each.series().name().equals(name))
        .filter(each -> area.equals(each.series().tags().get("area")))
        .mapToDouble(each -> ((Reading.OfGauge) each.total()).last())
        .sum();
  }

  @Test
  void allocatedMemoryShowsInTheHeap() throws Exception {
    add(new MemoryCollector());
    double before = sum("jvm.memory.used_bytes", "heap");
    List<byte[]> kept = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      kept.add(new byte[1 << 20]);
    }
    rig.askAgain();

    // A collection in between may have freed what others left behind.
    assertThat(sum("jvm.memory.used_bytes", "heap")).isGreaterThanOrEqualTo(48.0 * (1 << 20));
    assertThat(before).isPositive();
    assertThat(kept).hasSize(48);
  }

  @Test
  void everyPoolIsThereWithItsOwnNumbers() throws Exception {
    add(new MemoryCollector());
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      String area = pool.getType() == MemoryType.HEAP ? "heap" : "nonheap";
      MemoryUsage usage = pool.getUsage();
      assertThat(gauge("jvm.memory.used_bytes", "area", area, "pool", pool.getName()))
          .isGreaterThanOrEqualTo(0);
      if (usage.getMax() >= 0) {
        assertThat(gauge("jvm.memory.max_bytes", "area", area, "pool", pool.getName()))
            .isEqualTo(usage.getMax());
      }
    }
    assertThat(sum("jvm.memory.committed_bytes", "heap"))
        .isCloseTo(
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted(),
            within(256.0 * (1 << 20)));
  }

  @Test
  void directBuffersAreAnAreaOfTheirOwn() throws Exception {
    add(new MemoryCollector());
    double before = gauge("jvm.memory.used_bytes", "area", "buffer", "pool", "direct");
    ByteBuffer kept = ByteBuffer.allocateDirect(7 << 20);
    rig.askAgain();

    assertThat(gauge("jvm.memory.used_bytes", "area", "buffer", "pool", "direct"))
        .isGreaterThanOrEqualTo(before + kept.capacity());
  }

  @Test
  void aCollectionThatIsForcedShowsItsPause() throws Exception {
    GcCollector collector = new GcCollector();
    CollectorRegistration registration = rig.registry.add(collector);
    rig.ask();
    rig.askAgain(); // does not listen twice
    System.gc();
    assertThat(awaited(this::isPauseShown)).isTrue();
    long before = pauses();
    assertThat(before).isPositive();

    registration.close();
    assertThat(
            awaited(
                () ->
                    Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(
                            thread -> thread.getName().equals("tallystick-collect-closing"))))
        .isTrue();
    collector.collect(new Draft("gc", rig.runtime.metrics())); // listens no more
    assertThat(hearsOneMore()).isTrue();
    assertThat(pauses()).isEqualTo(before);
  }

  /** Whether a listener that comes after ours in the list is told of a collection. */
  private static boolean hearsOneMore() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    NotificationListener listener = (what, handback) -> told.countDown();
    List<NotificationEmitter> emitters = new ArrayList<>();
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (gc instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
        emitters.add(emitter);
      }
    }
    try {
      System.gc();
      return told.await(60, TimeUnit.SECONDS);
    } finally {
      for (NotificationEmitter each : emitters) {
        each.removeNotificationListener(listener);
      }
    }
  }

  private long pauses() {
    return rig.runtime.snapshot().series().stream()
        .filter(each -> each.series().name().equals("jvm.gc.pause.duration_ms"))
        .mapToLong(each -> ((Reading.OfHistogram) each.total()).count())
        .sum();
  }

  private boolean isPauseShown() {
    return rig.runtime.snapshot().series().stream()
        .anyMatch(
            each ->
                each.series().name().equals("jvm.gc.pause.duration_ms")
                    && "System.gc()".equals(each.series().tags().get("cause")));
  }

  /** The virtual machine tells a little later, on a thread of its own. */
  private static boolean awaited(BooleanSupplier isThere) {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!isThere.getAsBoolean() && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return isThere.getAsBoolean();
  }

  @Test
  void aCycleBesideTheApplicationIsNoPause() {
    assertThat(GcCollector.isPause("end of GC cycle")).isFalse();
    assertThat(GcCollector.isPause("end of major cycle")).isFalse();
    assertThat(GcCollector.isPause("end of GC pause")).isTrue();
    assertThat(GcCollector.isPause("end of minor GC")).isTrue();
    assertThat(GcCollector.isPause("end of major GC")).isTrue();
  }

  @Test
  void threadsThatAreStartedShow() throws Exception {
    add(new ThreadsCollector());
    double before = gauge("jvm.threads.live");
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Thread thread = new Thread(() -> awaitQuietly(end));
      thread.setDaemon(true);
      thread.start();
      started.add(thread);
    }
    rig.askAgain();

    assertThat(gauge("jvm.threads.live")).isCloseTo(before + 50, within(20.0));
    assertThat(gauge("jvm.threads.daemon")).isBetween(50.0, gauge("jvm.threads.live"));
    assertThat(gauge("jvm.threads.peak")).isGreaterThanOrEqualTo(gauge("jvm.threads.live"));
    end.countDown();
    for (Thread thread : started) {
      thread.join();
    }
  }

  private static void awaitQuietly(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void filesThatAreOpenedShow() throws Exception {
    add(new FilesCollector());
    double before = gauge("process.open_fds");
    List<InputStream> opened = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        opened.add(new FileInputStream("/dev/null"));
      }
      rig.askAgain();
      assertThat(gauge("process.open_fds")).isCloseTo(before + 100, within(20.0));
    } finally {
      for (InputStream each : opened) {
        close(each);
      }
    }
  }

  private static void close(InputStream stream) throws IOException {
    stream.close();
  }

  @Test
  void aBusyThreadShowsInTheProcessorsUsage() throws Exception {
    add(new CpuCollector());
    rig.recorded().hasNoSeries("process.cpu.usage"); // there is no stretch of time yet
    long until = System.nanoTime() + Duration.ofMillis(300).toNanos();
    long spun = 0;
    while (System.nanoTime() < until) {
      spun++;
    }
    rig.askAgain();

    assertThat(spun).isPositive();
    double oneOfAll = 1.0 / Runtime.getRuntime().availableProcessors();
    assertThat(gauge("process.cpu.usage")).isBetween(oneOfAll / 10, 1.0);
    assertThat(gauge("system.cpu.usage")).isBetween(0.0, 1.0);
    assertThat(gauge("system.load.1m"))
        .isCloseTo(
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), within(5.0));
  }

  @Test
  void loadedClassesAreCounted() throws Exception {
    add(new ClassesCollector());

    assertThat(gauge("jvm.classes.loaded"))
        .isCloseTo(
            ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(), within(2_000.0));
  }
}
