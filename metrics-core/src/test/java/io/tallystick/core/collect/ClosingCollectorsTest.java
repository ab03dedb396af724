package io.tallystick.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.record.LogLines;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a collector, it is closed, once, and keeps nobody else from that. */
class ClosingCollectorsTest {
  private final CollectRig rig = new CollectRig();
  private final CountDownLatch freed = new CountDownLatch(1);

  @AfterEach
  void close() {
    freed.countDown();
    rig.close();
    LogLines.take("io.tallystick.core.collect");
  }

  @Test
  void whatIsRemovedIsClosedOnceAndShowsNothing() throws Exception {
    Closing collector = new Closing();
    CollectorRegistration registration = rig.registry.add(collector);
    rig.ask();
    registration.close();
    registration.close();

    assertThat(collector.closed.await(20, TimeUnit.SECONDS)).isTrue();
    rig.recorded().hasNoSeries("shop.level");
    assertThat(rig.registry.status()).isEmpty();
    rig.registry.add(new Closing()); // its name is free again
    assertThat(collector.timesClosed).hasValue(1);
  }

  @Test
  void closingAllLetsEachCloseAndKeepsWhatWasShownLast() throws Exception {
    Closing collector = new Closing();
    rig.registry.add(
        new Collector() {
          @Override
          public String name() {
            return "rude";
          }

          @Override
          public void collect(Readings to) {
            to.gauge("shop.rude", 1);
          }

          @Override
          public void close() {
            throw new IllegalStateException("No.");
          }
        });
    rig.registry.add(collector);
    rig.ask();
    rig.registry.close();
    rig.registry.close();

    assertThat(collector.timesClosed).hasValue(1);
    rig.recorded().gauge("shop.level").isEqualTo(3);
    assertThat(LogLines.take("io.tallystick.core.collect"))
        .singleElement()
        .asString()
        .contains("collector rude", "could not be closed");
    Closing late = new Closing();
    rig.registry.add(late);
    late.closed.await();
    assertThat(rig.registry.status()).isEmpty();
  }

  @Test
  void oneThatHangsInClosingKeepsNobodyElseFromIt() {
    Closing collector = new Closing();
    rig.registry.add(
        new Collector() {
          @Override
          public String name() {
            return "stuck";
          }

          @Override
          public void collect(Readings to) {
            to.gauge("shop.stuck", 1);
          }

          @Override
          public void close() {
            try {
              freed.await();
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
            }
          }
        });
    rig.registry.add(collector);
    rig.registry.close();

    assertThat(collector.timesClosed).hasValue(1);
  }

  /** Tells when it is closed. */
  private static final class Closing implements Collector {
    final AtomicInteger timesClosed = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public String name() {
      return "closing";
    }

    @Override
    public void collect(Readings to) {
      to.gauge("shop.level", 3);
    }

    @Override
    public void close() {
      timesClosed.incrementAndGet();
      closed.countDown();
    }
  }
}
