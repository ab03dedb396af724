package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each receiver gets each event, in order, whatever the others do. */
class DeliveriesTest {
  private final DeliveryRig rig = new DeliveryRig();
  private final Stub ops = new Stub("ops");
  private final Stub hanging = new Stub("hanging").hangs(true);

  @AfterEach
  void close() {
    hanging.opened.countDown();
    rig.close();
  }

  @Test
  void eachListenerIsToldAndItIsNotedAndCounted() throws Exception {
    Stub dev = new Stub("dev");
    rig.deliveries.offer(Messages.firing("e1"), List.of(ops, dev));
    assertThat(ops.taken).isEmpty();
    rig.look(ops, dev);

    assertThat(ops.taken).containsExactly("e1");
    assertThat(dev.taken).containsExactly("e1");
    assertThat(rig.notes())
        .containsExactlyInAnyOrder("e1 to ops, 1: delivered", "e1 to dev, 1: delivered");
    rig.assertCounted("delivered", 2);
    assertThat(rig.status("ops"))
        .isEqualTo(new ReceiverStatus("ops", 0, 1, 0, 0, ReceiverStatus.State.OK, null, null, 0));
  }

  @Test
  void messagesArriveInTheOrderInWhichTheyCame() throws Exception {
    String[] events = IntStream.range(0, 500).mapToObj(i -> "e" + i).toArray(String[]::new);
    rig.offer(ops, events);
    rig.look(ops);

    assertThat(ops.taken).containsExactly(events);
  }

  @Test
  void orderHoldsAcrossFailures() throws Exception {
    ops.fails(new IllegalStateException());
    rig.offer(ops, "e1", "e2");
    rig.look(ops);
    rig.offer(ops, "e3");
    ops.fails(null);
    rig.look(Duration.ofSeconds(1), ops);

    assertThat(ops.tried).containsExactly("e1", "e1", "e2", "e3");
    assertThat(ops.taken).containsExactly("e1", "e2", "e3");
  }

  @Test
  void oneThatHangsHoldsUpNeitherTheOthersNorWhoOffers() throws Exception {
    for (int i = 0; i < 200; i++) {
      rig.deliveries.offer(Messages.firing("e" + i), List.of(hanging, ops));
    }
    rig.look(ops);

    assertThat(hanging.hasBegun()).isTrue();
    assertThat(ops.taken).hasSize(200);
    assertThat(rig.status("hanging").waiting()).isEqualTo(200);
    assertThat(rig.status("hanging").oldestWaiting())
        .isEqualTo(Instant.parse("2026-03-01T10:07:00Z"));
  }

  @Test
  void oneThatHangsIsGivenUpAtItsDeadlineAndTriedAgainWithTheSameEvent() throws Exception {
    rig.offer(hanging, "e1");
    rig.look();
    assertThat(hanging.hasBegun()).isTrue();
    rig.look(Duration.ofMillis(4_999));
    assertThat(rig.status("hanging").failed()).isZero();

    rig.look(Duration.ofMillis(1));
    assertThat(rig.status("hanging").failed()).isEqualTo(1);
    assertThat(rig.status("hanging").hanging()).isEqualTo(1);
    assertThat(rig.notes()).containsExactly("e1 to hanging, 1: not it took more than 5000 ms");

    hanging.hangs(false);
    rig.look(Duration.ofSeconds(1), hanging);
    assertThat(hanging.taken).containsExactly("e1");
  }

  @Test
  void whatComesBackAfterItWasGivenUpSaysNothing() throws Exception {
    rig.offer(hanging, "e1");
    rig.look();
    assertThat(hanging.hasBegun()).isTrue();
    rig.look(Duration.ofSeconds(5));
    hanging.hangs(false);
    rig.offer(hanging, "e2");
    rig.look(Duration.ofSeconds(1), hanging);
    hanging.opened.countDown();
    awaitNoneHangs();

    assertThat(rig.status("hanging").delivered()).isEqualTo(2);
    assertThat(rig.notes())
        .containsExactly(
            "e1 to hanging, 1: not it took more than 5000 ms",
            "e1 to hanging, 2: delivered",
            "e2 to hanging, 1: delivered");
  }

  @Test
  void whatComesBackAfterItWasGivenUpDoesNotEndTheNextAttempt() throws Exception {
    Semaphore begun = new Semaphore(0);
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = hanging.opened;
    Queue<CountDownLatch> latches = new ConcurrentLinkedQueue<>(List.of(first, second));
    AlertListener slow =
        new AlertListener() {
          @Override
          public String name() {
            return "hanging";
          }

          @Override
          public void alert(AlertMessage message) throws Exception {
            CountDownLatch mine = latches.remove();
            begun.release();
            mine.await();
          }
        };
    rig.offer(slow, "e1");
    rig.look();
    begun.acquire();
    rig.look(Duration.ofSeconds(5));
    rig.look(Duration.ofSeconds(1));
    begun.acquire();
    first.countDown();
    awaitNoneHangs();
    assertThat(rig.status("hanging").delivered()).isZero();
    assertThat(rig.status("hanging").waiting()).isEqualTo(1);

    second.countDown();
    rig.look(slow);
    assertThat(rig.status("hanging").delivered()).isEqualTo(1);
    assertThat(rig.status("hanging").failed()).isEqualTo(1);
  }

  private void awaitNoneHangs() {
    long until = System.nanoTime() + DeliveryRig.SOON.toNanos();
    while (rig.status("hanging").hanging() > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(rig.status("hanging").hanging()).isZero();
  }

  @Test
  void twoThreadsOfAReceiverHangAtMost() throws Exception {
    rig.offer(hanging, "e1");
    for (int i = 0; i < 2; i++) {
      rig.look(Duration.ofMinutes(11)); // begins an attempt
      assertThat(hanging.hasBegun()).isTrue();
      rig.look(Duration.ofMinutes(11)); // gives it up
    }
    for (int i = 0; i < 20; i++) {
      rig.look(Duration.ofMinutes(11));
    }

    assertThat(hanging.tried).containsExactly("e1", "e1");
    assertThat(rig.status("hanging").hanging()).isEqualTo(2);
  }

  @Test
  void anEventThatWaitsOrIsDoneIsNotTakenAgain() throws Exception {
    rig.offer(ops, "e1", "e1");
    assertThat(rig.status("ops").waiting()).isEqualTo(1);
    assertThat(rig.deliveries.isWaiting("e1", "ops")).isTrue();
    rig.look(ops);
    rig.offer(ops, "e1");
    rig.look(ops);

    assertThat(ops.taken).containsExactly("e1");
    assertThat(rig.deliveries.isWaiting("e1", "ops")).isTrue();
    assertThat(rig.deliveries.isWaiting("e2", "ops")).isFalse();
    assertThat(rig.deliveries.isWaiting("e1", "dev")).isFalse();
  }

  @Test
  void anEventBeforeTheLastThousandThatWereDoneIsForgotten() throws Exception {
    String[] events = IntStream.range(0, 1_000).mapToObj(i -> "e" + i).toArray(String[]::new);
    rig.offer(ops, events);
    rig.look(ops);
    assertThat(rig.deliveries.isWaiting("e0", "ops")).isTrue();
    rig.offer(ops, "last");
    rig.look(ops);

    assertThat(rig.deliveries.isWaiting("e0", "ops")).isFalse();
    assertThat(rig.deliveries.isWaiting("e1", "ops")).isTrue();
  }

  @Test
  void aListenerWithoutAUsableNameIsToldToo() throws Exception {
    AlertListener nameless =
        new AlertListener() {
          @Override
          public String name() {
            throw new UnsupportedOperationException();
          }

          @Override
          public void alert(AlertMessage message) {
            ops.taken.add("nameless " + message.eventId());
          }
        };
    rig.deliveries.offer(Messages.firing("e1"), List.of(nameless, new Stub("a\r\nb"), ops));
    rig.look(ops);

    assertThat(rig.deliveries.status())
        .extracting(ReceiverStatus::name)
        .contains("a\\r\\nb", "ops")
        .hasSize(3);
  }
}
