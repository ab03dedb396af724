package io.tallystick.store.sqlite;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes minutes of a ledger to a file in a process of its own, and prints how often it was refused
 * and what it read at the end.
 */
final class LedgerProgram {
  static final int SERIES = 20;

  private LedgerProgram() {}

  /**
   * Starts it.
   *
   * @param arguments the file, the first minute, the minute behind the last one, and {@code close}
   *     to end in order, {@code sync} to end in order after writes that wait for the disk, or
   *     {@code halt} to leave everything as it lies
   */
  public static void main(String[] arguments) {
    Ledger ledger = new Ledger(SERIES);
    String manner = arguments[3];
    SqliteStore store =
        SqliteStore.open(
            SqliteOptions.at(Path.of(arguments[0])).withFullSync(manner.equals("sync")));
    int refusals = 0;
    for (int minute = number(arguments[1]); minute < number(arguments[2]); minute++) {
      refusals += ledger.writeStubbornly(store, minute);
    }
    AtomicLong sum = new AtomicLong();
    refusals += Ledger.stubbornly(() -> sum.set(Ledger.sumIn(store)));
    System.out.printf(Locale.ROOT, "refused %d%nsum %d%n", refusals, sum.get());
    if (manner.equals("halt")) {
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
    store.close();
  }

  private static int number(String argument) {
    return Integer.parseInt(argument);
  }
}
