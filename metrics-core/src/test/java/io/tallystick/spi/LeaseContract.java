package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Who holds which lease in a {@link ControlStore}; a part of its contract. */
abstract class LeaseContract extends OpenedBackend {
  private static final Duration LONG = Duration.ofHours(1);

  private static final Duration SHORT = Duration.ofMillis(1);

  /** Long enough for a lease of a millisecond to end on any machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void theStoresTimeIsInWholeMillisecondsAndGoesOn() {
    Instant first = control().now();
    Instant second = control().now();

    assertThat(first.getNano() % 1_000_000).isZero();
    assertThat(second).isAfterOrEqualTo(first);
  }

  @Test
  void aFreeLeaseIsTakenForAsLongAsItWasAskedFor() {
    Instant before = control().now();
    Lease lease = take("janitor", WRITER);
    Instant after = control().now();

    assertThat(lease.name()).isEqualTo("janitor");
    assertThat(lease.holder()).isEqualTo(WRITER);
    assertThat(lease.token()).isPositive();
    assertThat(lease.until()).isBetween(before.plus(LONG), after.plus(LONG));
  }

  @Test
  void aLeaseThatAnotherHoldsIsNotGiven() {
    take("janitor", WRITER);

    assertThat(control().acquire("janitor", OTHER_WRITER, LONG)).isEmpty();
  }

  @Test
  void leasesOfDifferentNamesAreHeldByDifferentHolders() {
    take("janitor", WRITER);
    take("alerts", OTHER_WRITER);

    assertThat(control().acquire("janitor", OTHER_WRITER, LONG)).isEmpty();
    assertThat(control().acquire("alerts", WRITER, LONG)).isEmpty();
    assertThat(control().acquire("JANITOR", OTHER_WRITER, LONG)).isPresent();
  }

  @Test
  void itsHolderRenewsALeaseWithTheSameToken() {
    Lease first = take("janitor", WRITER);
    Lease second = control().acquire("janitor", WRITER, LONG.multipliedBy(2)).orElseThrow();

    assertThat(second.token()).isEqualTo(first.token());
    assertThat(second.until()).isAfter(first.until());
  }

  @Test
  void aLeaseMayBeRenewedForAShorterTime() {
    Lease first = take("janitor", WRITER);
    Lease second = control().acquire("janitor", WRITER, Duration.ofMinutes(1)).orElseThrow();

    assertThat(second.until()).isBefore(first.until());
  }

  @Test
  void aLeaseThatIsOverIsTakenByAnotherWithAGreaterToken() {
    Lease first = control().acquire("janitor", WRITER, SHORT).orElseThrow();
    Lease second = takeOnceItIsOver("janitor", OTHER_WRITER);

    assertThat(second.holder()).isEqualTo(OTHER_WRITER);
    assertThat(second.token()).isGreaterThan(first.token());
    assertThat(control().acquire("janitor", WRITER, LONG)).isEmpty();
  }

  @Test
  void aLeaseThatIsOverIsItsHoldersAgainIfNobodyTookIt() {
    Lease first = control().acquire("janitor", WRITER, SHORT).orElseThrow();
    waitPast(first.until());

    assertThat(take("janitor", WRITER).token()).isGreaterThanOrEqualTo(first.token());
    assertThat(control().acquire("janitor", OTHER_WRITER, LONG)).isEmpty();
  }

  @Test
  void aLeaseThatWasLetGoIsTakenByAnotherAtOnceWithAGreaterToken() {
    Lease first = take("janitor", WRITER);
    control().release(first);

    assertThat(take("janitor", OTHER_WRITER).token()).isGreaterThan(first.token());
  }

  @Test
  void theTokenGrowsWithEveryHandOverAlsoBackToTheFirst() {
    long token = 0;
    for (WriterId holder : new WriterId[] {WRITER, OTHER_WRITER, WRITER, OTHER_WRITER}) {
      Lease lease = take("janitor", holder);
      control().release(lease);

      assertThat(lease.token()).isGreaterThan(token);
      token = lease.token();
    }
  }

  @Test
  void lettingGoOfALeaseThatWasLostChangesNothing() {
    Lease lost = take("janitor", WRITER);
    control().release(lost);
    take("janitor", OTHER_WRITER);
    control().release(lost);

    assertThat(control().acquire("janitor", WRITER, LONG)).isEmpty();
  }

  @Test
  void lettingGoTwiceOrOfWhatNeverWasChangesNothing() {
    Lease lease = take("janitor", WRITER);
    control().release(lease);
    control().release(lease);
    control().release(new Lease("unknown", WRITER, 1, lease.until()));

    assertThat(control().acquire("janitor", OTHER_WRITER, LONG)).isPresent();
    assertThat(control().acquire("unknown", OTHER_WRITER, LONG)).isPresent();
  }

  @Test
  void ofThreadsThatWantALeaseOneGetsIt() throws Exception {
    for (int round = 0; round < 20; round++) {
      String name = "lease " + round;
      Queue<Lease> taken = new ConcurrentLinkedQueue<>();
      AtOnce.run(
          thread -> control().acquire(name, new WriterId(7, thread), LONG).ifPresent(taken::add));

      assertThat(taken).as(name).hasSize(1);
    }
  }

  Lease take(String name, WriterId holder) {
    return control().acquire(name, holder, LONG).orElseThrow();
  }

  private Lease takeOnceItIsOver(String name, WriterId holder) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      Optional<Lease> taken = control().acquire(name, holder, LONG);
      if (taken.isPresent()) {
        return taken.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("The lease %s is never over.".formatted(name));
  }

  private void waitPast(Instant until) {
    long start = System.nanoTime();
    while (!control().now().isAfter(until)) {
      assertThat(System.nanoTime() - start)
          .as("nanos in which the store's time came not past %s", until)
          .isLessThan(PATIENCE.toNanos());
      Thread.onSpinWait();
    }
  }

  ControlStore control() {
    return backend.control();
  }
}
