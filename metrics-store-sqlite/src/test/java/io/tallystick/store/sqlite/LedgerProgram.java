package io.tallystick.store.sqlite;

import java.nio.file.Path;
import java.util.Locale;

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
   *     to end in order or {@code halt} to leave everything as it lies
   */
  public static void main(String[] arguments) {
    Ledger ledger = new Ledger(SERIES);
    SqliteStore store = SqliteStore.open(Path.of(arguments[0]));
    int refusals = 0;
    for (int minute = number(arguments[1]); minute < number(arguments[2]); minute++) {
      refusals += ledger.writeStubbornly(store, minute);
    }
    System.out.printf(Locale.ROOT, "refused %d%nsum %d%n", refusals, Ledger.sumIn(store));
    if (arguments[3].equals("halt")) {
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
    store.close();
  }

  private static int number(String argument) {
    return Integer.parseInt(argument);
  }
}
