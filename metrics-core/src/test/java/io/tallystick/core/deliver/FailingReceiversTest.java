package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.record.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What fails is tried again, less and less often, until it arrives or is given up. */
class FailingReceiversTest {
  private final DeliveryRig rig = new DeliveryRig();
  private final Stub ops = Stub.failing("ops");

  @AfterEach
  void close() {
    ops.opened.countDown();
    rig.close();
  }

  /** After how many seconds each attempt began. */
  private List<Integer> secondsOfAttempts(int seconds) throws InterruptedException {
    List<Integer> begun = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      int before = ops.tried.size();
      rig.look(ops);
      if (ops.tried.size() > before) {
        begun.add(second);
      }
      rig.clock.pass(Duration.ofSeconds(1));
    }
    return begun;
  }

  @Test
  void pausesDoubleFromOneSecondToTenMinutes() throws Exception {
    rig.offer(ops, "e1");

    assertThat(secondsOfAttempts(3_000))
        .containsExactly(0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1_023, 1_623, 2_223, 2_823);
    assertThat(ops.tried).containsOnly("e1");
  }

  @Test
  void chanceShortensAPauseByHalfAtMost() {
    Breaker breaker = new Breaker(() -> 0.999_999);
    for (int i = 0; i < 4; i++) {
      breaker.failed(rig.clock.get(), "away", Duration.ZERO);
    }
    rig.clock.pass(Duration.ofMillis(3_999));
    assertThat(breaker.mayTry(rig.clock.get())).isFalse();
    rig.clock.pass(Duration.ofMillis(2));
    assertThat(breaker.mayTry(rig.clock.get())).isTrue();
  }

  @Test
  void afterThreeFailuresInARowItRestsAndIsTriedWithOneMessage() throws Exception {
    rig.offer(ops, "e1", "e2", "e3");
    rig.look(ops);
    assertThat(rig.status("ops").state()).isEqualTo(ReceiverStatus.State.FAILING);
    rig.look(Duration.ofSeconds(1), ops);
    rig.look(Duration.ofSeconds(2), ops);

    assertThat(rig.status("ops"))
        .isEqualTo(
            new ReceiverStatus(
                "ops",
                3,
                0,
                3,
                0,
                ReceiverStatus.State.RESTING,
                "it is broken",
                rig.clock.instant().minusSeconds(3),
                0));
    rig.look(Duration.ofSeconds(4), ops);
    assertThat(ops.tried).containsExactly("e1", "e1", "e1", "e1");

    ops.fails(null);
    rig.look(Duration.ofSeconds(8), ops);
    assertThat(ops.taken).containsExactly("e1", "e2", "e3");
    assertThat(rig.status("ops").state()).isEqualTo(ReceiverStatus.State.OK);
  }

  @Test
  void theLogSaysOnceThatItFailsThatItRestsAndThatItWorksAgain() throws Exception {
    ops.fails(new IllegalStateException("line one\nline\u0000two"));
    rig.offer(ops, "e1");
    secondsOfAttempts(100);
    ops.fails(null);
    rig.look(Duration.ofMinutes(10), ops);

    assertThat(LogLines.take("io.tallystick.core.deliver"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("WARN", "alerts to ops", "tried again", "line one line\\u0000two"),
            line -> assertThat(line).contains("ERROR", "alerts to ops", "again and again"),
            line -> assertThat(line).contains("WARN", "alerts to ops", "works again"));
  }

  @Test
  void anErrorIsAFailureLikeOthers() throws Exception {
    ops.fails(new StackOverflowError());
    rig.offer(ops, "e1");
    rig.look(ops);
    ops.fails(new AssertionError("never"));
    rig.look(Duration.ofSeconds(1), ops);
    ops.fails(null);
    rig.look(Duration.ofSeconds(2), ops);

    assertThat(rig.notes())
        .containsExactly(
            "e1 to ops, 1: not StackOverflowError",
            "e1 to ops, 2: not never",
            "e1 to ops, 3: delivered");
    rig.assertCounted("failed", 2);
  }

  @Test
  void aLastingFailureIsGivenUpAtOnceAndTheNextMessageGoesOn() throws Exception {
    ops.fails(DeliveryException.lasting("HTTP 404"));
    rig.offer(ops, "e1", "e2");
    rig.look(ops);
    ops.fails(null);
    rig.look(Duration.ofSeconds(1), ops);

    assertThat(ops.tried).containsExactly("e1", "e2");
    assertThat(rig.notes())
        .containsExactly(
            "e1 to ops, 1: not HTTP 404",
            "e1 to ops, 1: not given up: HTTP 404",
            "e2 to ops, 1: delivered");
    rig.assertCounted("given_up", 1);
    assertThat(rig.deliveries.isWaiting("e1", "ops")).isTrue();
  }

  @Test
  void aReceiverThatAsksForAPauseGetsItUpToTenMinutes() throws Exception {
    ops.fails(DeliveryException.again("HTTP 429", Duration.ofSeconds(90)));
    rig.offer(ops, "e1");
    rig.look(ops);
    rig.look(Duration.ofSeconds(89), ops);
    assertThat(ops.tried).hasSize(1);

    ops.fails(DeliveryException.again("HTTP 503", Duration.ofSeconds(Long.MAX_VALUE)));
    rig.look(Duration.ofSeconds(1), ops);
    rig.look(Duration.ofMillis(599_999), ops);
    assertThat(ops.tried).hasSize(2);
    rig.look(Duration.ofMillis(1), ops);
    assertThat(ops.tried).hasSize(3);
  }

  @Test
  void aMessageIsGivenUpAfterADay() throws Exception {
    rig.offer(ops, "e1");
    rig.look(ops);
    rig.clock.pass(Duration.ofHours(1));
    rig.offer(ops, "e2");
    rig.look(Duration.ofHours(23).minusMillis(1), ops);
    assertThat(rig.status("ops").waiting()).isEqualTo(2);

    ops.fails(null);
    rig.look(Duration.ofMillis(1), ops);
    rig.look(Duration.ofMinutes(10), ops);
    assertThat(rig.notes())
        .contains("e1 to ops, 2: not given up: it waited for 24 h", "e2 to ops, 1: delivered");
    assertThat(ops.taken).containsExactly("e2");
  }

  @Test
  void whenAThousandWaitTheOldestIsGivenUpAndNoted() throws Exception {
    ops.fails(null).hangs(true);
    rig.offer(ops, "first");
    rig.look();
    assertThat(ops.hasBegun()).isTrue();
    rig.offer(ops, IntStream.range(0, 1_002).mapToObj(i -> "e" + i).toArray(String[]::new));

    assertThat(rig.status("ops").waiting()).isEqualTo(1_001);
    assertThat(rig.notes())
        .containsExactly(
            "e0 to ops, 0: not given up: more than 1000 wait",
            "e1 to ops, 0: not given up: more than 1000 wait");
    rig.assertCounted("given_up", 2);
    ops.opened.countDown();
    rig.look(ops);
    assertThat(ops.taken).hasSize(1_001).startsWith("first", "e2", "e3").endsWith("e1001");
  }

  @Test
  void thereAreAHundredReceiversAndIdleOnesMakeRoom() throws Exception {
    for (int i = 0; i < 100; i++) {
      rig.clock.pass(Duration.ofMillis(1));
      rig.offer(i == 50 ? new Stub("r50") : Stub.failing("r" + i), "e1");
    }
    rig.offer(ops, "e1");
    assertThat(rig.deliveries.status())
        .hasSize(100)
        .extracting(ReceiverStatus::name)
        .doesNotContain("ops");
    assertThat(rig.notes())
        .contains("e1 to ops, 0: not given up: messages wait for 100 other receivers");

    rig.look(new Stub("r50"));
    rig.offer(ops, "e2");
    assertThat(rig.deliveries.status())
        .hasSize(100)
        .extracting(ReceiverStatus::name)
        .contains("ops", "r0", "r99")
        .doesNotContain("r50");
  }
}
