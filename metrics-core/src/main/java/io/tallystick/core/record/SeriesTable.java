package io.tallystick.core.record;

import io.tallystick.Tags;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds a series by its name and tags as the caller wrote them, without allocating.
 *
 * <p>Open addressing: from the place that the hash says, one by one, until an entry fits or a place
 * is empty. The hash is made of the name and the values, whose own hashes the strings remember;
 * keys are compared but seldom tell series apart.
 *
 * <p><b>Who writes.</b> {@link #put} and {@link #rebuild}, under the admission's lock. <b>Who
 * reads.</b> Every recording call, without a lock and without a fence: an entry's fields are final,
 * or texts that may be replaced by equal ones, so whoever sees an entry sees it whole; whoever does
 * not see it yet, or has an older table in hand, finds nothing and asks the admission, which looks
 * again under its lock. A table's places are only ever filled; a series that was retired is left
 * out of the next table.
 *
 * <p>Strings that are made to have one hash cannot make a search long: an entry that would lie more
 * than {@value #FARTHEST} places from where its hash says is not put here, and the admission keeps
 * its series elsewhere.
 */
final class SeriesTable {
  private static final int FARTHEST = 32;

  // Odd numbers without a pattern: a sum of products tells apart what a polynomial of small
  // numbers, such as the hash of a string, does not.
  private static final long OF_NAME = 0x9E3779B97F4A7C15L;
  private static final long OF_VALUE_1 = 0xBF58476D1CE4E5B9L;
  private static final long OF_VALUE_2 = 0x94D049BB133111EBL;
  private static final long OF_VALUE_3 = 0xD6E8FEB86659FD93L;
  private static final long OF_VALUE_4 = 0xA0761D6478BD642FL;
  private static final int SMALLEST = 1 << 8;

  private volatile @Nullable SeriesEntry[] places = new SeriesEntry[SMALLEST];

  private final Consumer<SeriesEntry> displaced;

  /** Guarded by the admission's lock. */
  private int used;

  /**
   * An empty table.
   *
   * @param displaced is told of an entry that a larger table has no place near enough for
   */
  SeriesTable(Consumer<SeriesEntry> displaced) {
    this.displaced = displaced;
  }

  /**
   * The entry of a name and the first so many of the four tags, or null. A null name or value is
   * not found.
   */
  @Nullable SeriesEntry find(
      int count,
      String name,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    if (name == null || value1 == null || value2 == null || value3 == null || value4 == null) {
      return null;
    }
    long mixed = name.hashCode() * OF_NAME;
    if (count > 0) {
      mixed += value1.hashCode() * OF_VALUE_1;
    }
    if (count > 1) {
      mixed += value2.hashCode() * OF_VALUE_2;
    }
    if (count > 2) {
      mixed += value3.hashCode() * OF_VALUE_3;
    }
    if (count > 3) {
      mixed += value4.hashCode() * OF_VALUE_4;
    }
    int hash = top(mixed);
    @Nullable SeriesEntry[] table = places;
    int mask = table.length - 1;
    int home = hash;
    for (int distance = 0; distance < FARTHEST; distance++) {
      SeriesEntry entry = table[(home + distance) & mask];
      if (entry == null) {
        return null;
      }
      if (entry.isSame(count, name, key1, value1, key2, value2, key3, value3, key4, value4)
          || (entry.hash() == hash
              && entry.isEqual(
                  count, name, key1, value1, key2, value2, key3, value3, key4, value4))) {
        return entry;
      }
    }
    return null;
  }

  /** The series of a name and tags, which are sorted while series may lie in an order, or null. */
  @Nullable Series find(String name, Tags tags, @Nullable TagOrder order) {
    TagOrder fitting = order != null && order.fits(tags) ? order : null;
    Series found = findAsArranged(name, tags, fitting);
    return found == null && fitting != null ? findAsArranged(name, tags, null) : found;
  }

  private @Nullable Series findAsArranged(String name, Tags tags, @Nullable TagOrder order) {
    long mixed = name.hashCode() * OF_NAME;
    for (int i = 0; i < tags.size(); i++) {
      int at = order == null ? i : order.sortedPlace(i);
      mixed += tags.value(at).hashCode() * ofValue(i);
    }
    int hash = top(mixed);
    @Nullable SeriesEntry[] table = places;
    int mask = table.length - 1;
    int home = hash;
    for (int distance = 0; distance < FARTHEST; distance++) {
      SeriesEntry entry = table[(home + distance) & mask];
      if (entry == null) {
        return null;
      }
      if (entry.hash() == hash && entry.isEqual(name, tags, order)) {
        return entry.series();
      }
    }
    return null;
  }

  /** The hash that an entry needs; pairs are keys and values in turn. */
  static int hash(String name, String[] pairs) {
    long mixed = name.hashCode() * OF_NAME;
    for (int i = 0; i < pairs.length / 2; i++) {
      mixed += pairs[2 * i + 1].hashCode() * ofValue(i);
    }
    return top(mixed);
  }

  private static long ofValue(int index) {
    return switch (index) {
      case 0 -> OF_VALUE_1;
      case 1 -> OF_VALUE_2;
      case 2 -> OF_VALUE_3;
      case 3 -> OF_VALUE_4;
      default -> OF_VALUE_4 + 2L * index * OF_NAME;
    };
  }

  /** The upper half, which every bit of every text has a say in. */
  private static int top(long mixed) {
    return (int) (mixed >>> Integer.SIZE);
  }

  /** Puts an entry that is not there yet; whether it lies near enough. */
  boolean put(SeriesEntry entry) {
    if (2L * (used + 1) > places.length) { // most searches end where they begin
      rebuild(2 * places.length, any -> true);
    }
    if (!putInto(places, entry)) {
      return false;
    }
    used++;
    return true;
  }

  /** Leaves out every series that is not to be kept, and all ways to write it. */
  void keepOnly(Predicate<Series> isKept) {
    rebuild(places.length, entry -> isKept.test(entry.series()));
  }

  /** Shows every other way to write a series. */
  void forEachOther(Consumer<Series> visitor) {
    for (SeriesEntry entry : places) {
      if (entry instanceof OtherEntry other) {
        visitor.accept(other.series());
      }
    }
  }

  private void rebuild(int size, Predicate<SeriesEntry> isKept) {
    @Nullable SeriesEntry[] next = new SeriesEntry[size];
    int kept = 0;
    for (SeriesEntry entry : places) {
      if (entry == null || !isKept.test(entry)) {
        continue;
      }
      if (putInto(next, entry)) {
        kept++;
      } else {
        displaced.accept(entry);
      }
    }
    used = kept;
    places = next;
  }

  private static boolean putInto(@Nullable SeriesEntry[] table, SeriesEntry entry) {
    int mask = table.length - 1;
    int home = entry.hash();
    for (int distance = 0; distance < FARTHEST; distance++) {
      int place = (home + distance) & mask;
      if (table[place] == null) {
        VarHandle.releaseFence(); // whoever finds the entry here sees it whole
        table[place] = entry;
        return true;
      }
    }
    return false;
  }
}
