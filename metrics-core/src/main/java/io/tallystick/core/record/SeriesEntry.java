package io.tallystick.core.record;

import io.tallystick.Tags;

/**
 * A name and tags as callers write them, and the series that they mean: that series itself where
 * the tags stand in order, else an {@link OtherEntry} that leads to it.
 *
 * <p>The texts may be replaced by equal ones, those of a caller, once or so: then that caller's
 * next call finds identical strings, which is quicker than equal ones. Each replacement is one
 * write of a reference to an equal text, so it does not matter which of the two a reader sees. It
 * must not go on without end, or two callers with texts of their own would replace each other's for
 * ever.
 */
abstract class SeriesEntry {
  private final int hash;
  private String name;
  private final String[] pairs;
  private boolean hasAdopted;

  SeriesEntry(int hash, String name, String[] pairs) {
    this.hash = hash;
    this.name = name;
    this.pairs = pairs;
  }

  /** The series that is meant. */
  abstract Series series();

  final int hash() {
    return hash;
  }

  final String writtenName() {
    return name;
  }

  /** Keys and values in turn; not to be written. */
  final String[] pairs() {
    return pairs;
  }

  /** Whether the very same strings are meant; what stands beyond the count is not looked at. */
  @SuppressWarnings("ReferenceEquality") // a call site has the same strings each time
  final boolean isSame(
      int count,
      String itsName,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    String[] p = pairs;
    return name == itsName
        && p.length == 2 * count
        && (count < 1 || (p[0] == key1 && p[1] == value1))
        && (count < 2 || (p[2] == key2 && p[3] == value2))
        && (count < 3 || (p[4] == key3 && p[5] == value3))
        && (count < 4 || (p[6] == key4 && p[7] == value4));
  }

  /** Whether equal strings are meant, which then take the place of the ones that were here. */
  final boolean isEqual(
      int count,
      String itsName,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    String[] p = pairs;
    boolean equal =
        name.equals(itsName)
            && p.length == 2 * count
            && (count < 1 || (p[0].equals(key1) && p[1].equals(value1)))
            && (count < 2 || (p[2].equals(key2) && p[3].equals(value2)))
            && (count < 3 || (p[4].equals(key3) && p[5].equals(value3)))
            && (count < 4 || (p[6].equals(key4) && p[7].equals(value4)));
    if (equal && !hasAdopted) {
      hasAdopted = true;
      adopt(itsName, key1, value1, key2, value2, key3, value3, key4, value4);
    }
    return equal;
  }

  private void adopt(String itsName, String... texts) {
    name = itsName;
    System.arraycopy(texts, 0, pairs, 0, pairs.length);
  }

  /** Whether these tags and this name are meant, in this order. */
  final boolean isEqual(String itsName, Tags tags) {
    if (!name.equals(itsName) || pairs.length != 2 * tags.size()) {
      return false;
    }
    for (int i = 0; i < tags.size(); i++) {
      if (!pairs[2 * i].equals(tags.key(i)) || !pairs[2 * i + 1].equals(tags.value(i))) {
        return false;
      }
    }
    return true;
  }
}
