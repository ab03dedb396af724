package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.RequestsSummedUpTest.REQUESTS;
import static io.tallystick.core.rollup.Yard.ORDERS;
import static io.tallystick.core.rollup.Yard.START;
import static io.tallystick.spi.Granularity.DAY;
import static io.tallystick.spi.Granularity.FIVE_MINUTES;
import static io.tallystick.spi.Granularity.HOUR;
import static io.tallystick.spi.Granularity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.record.LogLines;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Fold;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailingStoreTest {
  private static final StorageException AWAY =
      StorageException.temporary("The store is away.", null);
  private static final Consumer<String> NOTHING = called -> {};

  private final Yard yard = new Yard();

  @BeforeEach
  void takeOldLines() {
    LogLines.take("io.tallystick.core.rollup");
  }

  private static Instant minute(long number) {
    return START.plus(Duration.ofMinutes(number));
  }

  private void record26Hours() {
    yard.clock.set(minute(26 * 60 + 1));
    for (int minute = 0; minute < 26 * 60; minute++) {
      yard.count(REQUESTS, minute(minute), 1, minute);
    }
    yard.backend
        .points()
        .createBatch(PointBatch.of(new Point(ORDERS, START.minus(Duration.ofDays(60)), 1)));
  }

  /** What a sweep asks the store, in the order of the first calls. */
  private static Set<String> calls() {
    Yard other = new Yard();
    other.sumUpRequests();
    Set<String> calls = new LinkedHashSet<>();
    other.count(REQUESTS, START, 1, 1);
    other.clock.pass(Duration.ofMinutes(10));
    Janitor janitor = other.janitor(FailingBackend.of(other.backend, calls::add, NOTHING));
    janitor.sweep();
    janitor.release();
    return calls;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whateverCallFailsNothingIsLostAndTheRestIsDoneLater(boolean isAfterwards) {
    assertThat(calls())
        .contains("now", "span", "identity", "sizeBytes", "acquire", "marks", "readAll")
        .contains("fold", "read", "put", "purge", "removeSeries", "release");
    for (String failing : calls()) {
      for (int nth = 1; nth <= 3; nth++) {
        assertRecovers(failing, nth, isAfterwards);
      }
    }
  }

  private static void assertRecovers(String failing, int nth, boolean isAfterwards) {
    FailingStoreTest rig = new FailingStoreTest();
    boolean sumsUp = Set.of("fold", "read", "put").contains(failing);
    rig.yard.settings = rig.yard.settings.withRequestsSummedUp(sumsUp);
    rig.record26Hours();
    int[] calls = {0};
    Consumer<String> failure =
        called -> {
          if (called.equals(failing) && ++calls[0] == nth) {
            throw AWAY;
          }
        };
    Janitor janitor =
        rig.yard.janitor(
            FailingBackend.of(
                rig.yard.backend,
                isAfterwards ? NOTHING : failure,
                isAfterwards ? failure : NOTHING));
    rig.yard.pass(Duration.ofMinutes(45), janitor);
    janitor.release();
    String shown = "%s, call %d, afterwards %s".formatted(failing, nth, isAfterwards);
    long recorded = 26L * 60 * (26 * 60 - 1) / 2;

    assertThat(rig.yard.total(FIVE_MINUTES)).as(shown).isEqualTo(recorded);
    assertThat(rig.yard.total(HOUR)).as(shown).isEqualTo(recorded);
    for (Granularity each : List.of(FIVE_MINUTES, HOUR, DAY)) {
      assertThat(rig.yard.requests(each))
          .as(shown)
          .hasSameSizeAs(sumsUp ? rig.yard.rows(each) : List.of())
          .allMatch(RequestsByHand.of(rig.yard.rows(each))::contains);
    }
    assertThat(rig.yard.hasMarks(FIVE_MINUTES)).as(shown).isFalse();
    assertThat(rig.yard.oldest(MINUTE).orElseThrow()).as(shown).isAfter(minute(100));
    assertThat(janitor.status().lastFailure()).as(shown).isNull();
  }

  @Test
  void aStoreThatIsAwayIsSaidOnceAndAskedLessAndLess() {
    List<Instant> asked = new ArrayList<>();
    boolean[] isAway = {true};
    Janitor janitor =
        yard.janitor(
            FailingBackend.of(
                yard.backend,
                called -> {
                  if (called.equals("acquire") && isAway[0]) {
                    asked.add(yard.clock.instant());
                    throw AWAY;
                  }
                },
                NOTHING));
    yard.pass(Duration.ofHours(1), janitor);

    assertThat(asked).hasSizeBetween(12, 16);
    assertThat(Duration.between(asked.get(0), asked.get(1))).isEqualTo(Failures.FIRST_PAUSE);
    assertThat(Duration.between(asked.get(10), asked.get(11))).isEqualTo(Failures.LONGEST_PAUSE);
    assertThat(LogLines.take(Failures.class.getName())).hasSize(1);
    assertThat(janitor.status().lastFailure()).contains("The store is away.");

    isAway[0] = false;
    yard.pass(Duration.ofMinutes(6), janitor);
    assertThat(janitor.status().lastFailure()).isNull();
    assertThat(janitor.status().isHolder()).isTrue();
  }

  @Test
  void aWindowThatCanNeverBeFoldedDoesNotKeepTheOthersWaiting() {
    BucketStore buckets =
        new ForwardingBuckets(yard.buckets) {
          @Override
          public boolean fold(Lease lease, Fold fold) {
            if (fold.window().equals(minute(5))) {
              throw StorageException.permanent("The store has no place for that.", null);
            }
            return super.fold(lease, fold);
          }
        };
    for (int minute = 0; minute < 60; minute++) {
      yard.count(ORDERS, minute(minute), 1, 1);
    }
    yard.clock.set(minute(61));
    yard.pass(Duration.ofMinutes(5), yard.janitor(FailingBackend.of(yard.backend, buckets)));

    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(55);
    assertThat(yard.hasMarks(FIVE_MINUTES)).isTrue();
    assertThat(yard.rows(MINUTE)).hasSize(60);
    assertThat(LogLines.take(Failures.class.getName())).hasSize(1);

    yard.pass(Duration.ofMinutes(40), yard.janitor());
    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(60);
  }

  @Test
  void anythingElseThatIsThrownIsSaidWithItsTraceAndEndsNothing() {
    IllegalStateException bug = new IllegalStateException("A mistake of the backend.");
    int[] calls = {0};
    Janitor janitor =
        yard.janitor(
            FailingBackend.of(
                yard.backend,
                called -> {
                  if (called.equals("marks") && ++calls[0] == 1) {
                    throw bug;
                  }
                },
                NOTHING));
    yard.count(ORDERS, START, 1, 7);
    yard.pass(Duration.ofMinutes(10), janitor);

    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(7);
    assertThat(LogLines.take(Failures.class.getName()))
        .singleElement()
        .asString()
        .contains(bug.getMessage());
  }
}
