package io.tallystick.architecture.faulty.calls;

import io.tallystick.Installation;
import io.tallystick.Metrics;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Logger;

/** Calls that no room may make, and beside them the ones that it may. */
final class Calls {
  void printsToOut() {
    System.out.println("out");
  }

  void printsToErr() {
    System.err.println("err");
  }

  void printsAStackTrace(IllegalStateException thrown) {
    thrown.printStackTrace();
  }

  LongSupplier wallClockByReference() {
    return System::currentTimeMillis;
  }

  LongSupplier wallClockInALambda() {
    return () -> System.currentTimeMillis();
  }

  Instant wallClockInstant() {
    return Instant.now();
  }

  LocalDate wallClockDate(ZoneId zone) {
    return LocalDate.now(zone);
  }

  LocalDateTime wallClockDateTime() {
    return LocalDateTime.now();
  }

  ZonedDateTime wallClockZoned() {
    return ZonedDateTime.now();
  }

  Clock wallClockSystem(ZoneId zone) {
    return Clock.system(zone);
  }

  Clock wallClockUtc() {
    return Clock.systemUTC();
  }

  Date wallClockOldDate() {
    return new Date();
  }

  Calendar wallClockCalendar() {
    return Calendar.getInstance();
  }

  Instant readsAClockThatWasHandedIn(Clock clock) {
    return Instant.now(clock);
  }

  Date readsNoClock(long epochMillis) {
    return new Date(epochMillis + System.nanoTime());
  }

  Nap sleepsByReference() {
    return Thread::sleep;
  }

  void sleepsInAUnit(TimeUnit unit) throws InterruptedException {
    unit.sleep(1);
  }

  void logs(Logger logger) {
    logger.info("java.util.logging");
  }

  Installation installs(Metrics runtime) {
    return Installation.install(runtime);
  }

  /** The signature of sleep. */
  interface Nap {
    void take(long millis) throws InterruptedException;
  }
}
