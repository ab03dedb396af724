package io.tallystick.core.record;

import io.tallystick.Tags;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a metric's callers write its tags, where that is not the order of the keys.
 *
 * <p>Series lie in the table as they are written, so that a call finds them as it comes; whoever
 * has sorted tags brings them into this order first. Immutable.
 */
final class TagOrder {
  private final String[] keys;

  /** For each place, where its key stands among the sorted ones. */
  private final int[] sortedPlaces;

  private TagOrder(String[] keys, int[] sortedPlaces) {
    this.keys = keys;
    this.sortedPlaces = sortedPlaces;
  }

  /**
   * The order of pairs as they are written; null when it is that of the sorted ones, or when these
   * have other keys.
   */
  static @Nullable TagOrder of(@Nullable String[] written, String[] sorted) {
    if (written.length != sorted.length) {
      return null;
    }
    String[] keys = new String[written.length / 2];
    int[] sortedPlaces = new int[keys.length];
    boolean isSorted = true;
    for (int i = 0; i < keys.length; i++) {
      String key = written[2 * i];
      int place = key == null ? -1 : placeOf(key, sorted);
      if (key == null || place < 0) {
        return null;
      }
      keys[i] = key;
      sortedPlaces[i] = place;
      isSorted &= place == i;
    }
    return isSorted ? null : new TagOrder(keys, sortedPlaces);
  }

  private static int placeOf(String key, String[] sorted) {
    for (int i = 0; i < sorted.length; i += 2) {
      if (sorted[i].equals(key)) {
        return i / 2;
      }
    }
    return -1;
  }

  /** Whether tags have just these keys. */
  boolean fits(Tags tags) {
    if (tags.size() != keys.length) {
      return false;
    }
    for (int i = 0; i < keys.length; i++) {
      if (!keys[i].equals(tags.key(sortedPlaces[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Where among sorted tags that {@link #fits fit} that one stands which is written there. */
  int sortedPlace(int written) {
    return sortedPlaces[written];
  }

  /** Sorted pairs in this order; as they are when they have other keys. */
  String[] arrange(String[] sorted) {
    if (!fits(Tags.of(sorted))) {
      return sorted;
    }
    String[] arranged = new String[sorted.length];
    Arrays.setAll(arranged, at -> sorted[2 * sortedPlaces[at / 2] + at % 2]);
    return arranged;
  }
}
