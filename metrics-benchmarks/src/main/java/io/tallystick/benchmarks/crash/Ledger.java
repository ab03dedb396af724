package io.tallystick.benchmarks.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * What one process was about to record, in a mapped file that outlives it however it ends.
 *
 * <p>A call is written down before it is made, by atomic additions, which order it before whatever
 * the call itself writes. So a store can never rightly hold more than the ledger, and what the
 * ledger holds beyond the store is at most what was lost and one call of each thread.
 *
 * <p>There is a place for each thread and series, and a place for each slice of the wall's time,
 * which says when how many samples were recorded.
 */
final class Ledger {
  /** How many threads write. */
  static final int THREADS = 3;

  private static final int SLICE_MILLIS = 10;
  private static final int SLICES = 3 * 60_000 / SLICE_MILLIS;
  private static final int SERIES = RecordedSeries.ALL.size();
  private static final int FIRST_SLICE = 1 + 2 * THREADS * SERIES;
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer places;

  private Ledger(ByteBuffer places) {
    this.places = places;
  }

  /** An empty ledger of this process. */
  static Ledger create(Path file) {
    Ledger ledger = map(file, MapMode.READ_WRITE);
    ledger.add(0, System.currentTimeMillis() / SLICE_MILLIS);
    return ledger;
  }

  /** The ledger of a process that may be dead. */
  static Ledger read(Path file) {
    return map(file, MapMode.READ_ONLY);
  }

  private static Ledger map(Path file, MapMode mode) {
    StandardOpenOption[] options =
        mode == MapMode.READ_ONLY
            ? new StandardOpenOption[] {StandardOpenOption.READ}
            : new StandardOpenOption[] {
              StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE
            };
    try (FileChannel channel = FileChannel.open(file, options)) {
      return new Ledger(channel.map(mode, 0, (long) Long.BYTES * (FIRST_SLICE + SLICES)));
    } catch (IOException broken) {
      throw new UncheckedIOException("The ledger %s cannot be mapped.".formatted(file), broken);
    }
  }

  /** Writes down a call that a thread makes next; gives back its number, counted from 1. */
  long next(int thread, RecordedSeries series) {
    int place = place(thread, series);
    long number = 1 + get(place);
    if (series.isSummed()) {
      add(FIRST_SLICE + slice(System.currentTimeMillis()), 1);
    }
    add(place, 1);
    add(place + 1, series.subject().quarters(number));
    return number;
  }

  /** All that was written down. */
  Totals totals() {
    Map<RecordedSeries, Tally> tallies = new HashMap<>();
    for (RecordedSeries series : RecordedSeries.ALL) {
      for (int thread = 0; thread < THREADS; thread++) {
        int place = place(thread, series);
        tallies.merge(series, new Tally(get(place), get(place + 1)), Tally::and);
      }
    }
    return new Totals(tallies);
  }

  /** How many samples were recorded before a time. */
  long samplesBefore(long wallMillis) {
    long samples = 0;
    for (int slice = slice(wallMillis) - 1; slice >= 0; slice--) {
      samples += get(FIRST_SLICE + slice);
    }
    return samples;
  }

  /** For how long the latest so many samples were recorded, in steps of a slice. */
  long millisOfLatest(long samples) {
    return spanMillis(SLICES - 1, -1, samples);
  }

  /** For how long the latest so many samples before a time were recorded. */
  long millisBefore(long wallMillis, long samples) {
    return spanMillis(slice(wallMillis) - 1, -1, samples);
  }

  /** For how long the first so many samples after a time were recorded. */
  long millisAfter(long wallMillis, long samples) {
    return spanMillis(slice(wallMillis), 1, samples);
  }

  /** From the first slice with samples to that in which the last of so many was recorded. */
  private long spanMillis(int from, int step, long samples) {
    long left = samples;
    int passed = 0;
    for (int slice = from; left > 0 && 0 <= slice && slice < SLICES; slice += step) {
      long there = get(FIRST_SLICE + slice);
      left -= there;
      passed += passed > 0 || there > 0 ? 1 : 0;
    }
    return (long) passed * SLICE_MILLIS;
  }

  private int slice(long wallMillis) {
    return (int) Math.max(0, Math.min(SLICES - 1, wallMillis / SLICE_MILLIS - get(0)));
  }

  private static int place(int thread, RecordedSeries series) {
    return 1 + 2 * (thread * SERIES + series.index());
  }

  private long get(int place) {
    return (long) LONGS.getVolatile(places, place * Long.BYTES);
  }

  private void add(int place, long amount) {
    long ignored = (long) LONGS.getAndAdd(places, place * Long.BYTES, amount);
  }
}
