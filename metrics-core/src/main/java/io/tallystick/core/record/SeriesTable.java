package io.tallystick.core.record;

import io.tallystick.Tags;
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
   * The series of a name and the first so many of the four tags, or null. A null name or value is
   * not found.
   */
  @Nullable Series find(
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
    int hash = name.hashCode();
    if (count > 0) {
      hash = 31 * hash + value1.hashCode();
    }
    if (count > 1) {
      hash = 31 * hash + value2.hashCode();
    }
    if (count > 2) {
      hash = 31 * hash + value3.hashCode();
    }
    if (count > 3) {
      hash = 31 * hash + value4.hashCode();
    }
    @Nullable SeriesEntry[] table = places;
    int mask = table.length - 1;
    int home = spread(hash);
    for (int distance = 0; distance < FARTHEST; distance++) {
      SeriesEntry entry = table[(home + distance) & mask];
      if (entry == null) {
        return null;
      }
      if (entry.isSame(count, name, key1, value1, key2, value2, key3, value3, key4, value4)
          || (entry.hash() == hash
              && entry.isEqual(
                  count, name, key1, value1, key2, value2, key3, value3, key4, value4))) {
        return entry.series();
      }
    }
    return null;
  }

  /** The series of a name and tags in the order in which these stand, or null. */
  @Nullable Series find(String name, Tags tags) {
    int hash = name.hashCode();
    for (int i = 0; i < tags.size(); i++) {
      hash = 31 * hash + tags.value(i).hashCode();
    }
    @Nullable SeriesEntry[] table = places;
    int mask = table.length - 1;
    int home = spread(hash);
    for (int distance = 0; distance < FARTHEST; distance++) {
      SeriesEntry entry = table[(home + distance) & mask];
      if (entry == null) {
        return null;
      }
      if (entry.hash() == hash && entry.isEqual(name, tags)) {
        return entry.series();
      }
    }
    return null;
  }

  /** The hash that an entry needs; pairs are keys and values in turn. */
  static int hash(String name, String[] pairs) {
    int hash = name.hashCode();
    for (int i = 1; i < pairs.length; i += 2) {
      hash = 31 * hash + pairs[i].hashCode();
    }
    return hash;
  }

  /** Puts an entry that is not there yet; whether it lies near enough. */
  boolean put(SeriesEntry entry) {
    if (3L * (used + 1) > 2L * places.length) {
      rebuild(2 * places.length, series -> true);
    }
    if (!putInto(places, entry)) {
      return false;
    }
    used++;
    return true;
  }

  /** Leaves out every entry whose series is not to be kept. */
  void keepOnly(Predicate<Series> isKept) {
    rebuild(places.length, isKept);
  }

  private void rebuild(int size, Predicate<Series> isKept) {
    @Nullable SeriesEntry[] next = new SeriesEntry[size];
    int kept = 0;
    for (SeriesEntry entry : places) {
      if (entry == null || !isKept.test(entry.series())) {
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
    int home = spread(entry.hash());
    for (int distance = 0; distance < FARTHEST; distance++) {
      int place = (home + distance) & mask;
      if (table[place] == null) {
        table[place] = entry;
        return true;
      }
    }
    return false;
  }

  /** Brings a difference in any bit down to the low ones, which say where to look. */
  private static int spread(int hash) {
    int product = hash * 0x9E3779B9;
    return product ^ (product >>> 15);
  }
}
