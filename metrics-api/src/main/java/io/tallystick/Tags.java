package io.tallystick;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a series: pairs of key and value, sorted by key, each key once.
 *
 * <p>Immutable and safe for any thread; made once and kept as a constant it costs nothing where it
 * is used. Where a key comes twice the later value stays. Equality does not depend on the order in
 * which the pairs were given. The form of keys and values is not checked here but once for each new
 * series, by the guards.
 *
 * <pre>{@code
 * private static final Tags PAID = Tags.of("status", "paid", "channel", "web");
 *
 * metrics.count("orders.count", 1, PAID);
 * metrics.count("orders.count", 1, PAID.and("country", country));
 * }</pre>
 */
public final class Tags implements Iterable<Tag> {
  private static final Tags EMPTY = new Tags(new String[0]);

  /** Keys and values in turn, sorted by key. */
  private final String[] pairs;

  private final int hash;

  /*
   * The two variants that timed work asks for again and again. Written without a lock: whoever
   * loses the race wrote an equal value, and a Tags has only final fields besides these, so a
   * reader that sees the reference sees the whole object.
   */
  private @Nullable Tags withSuccess;
  private @Nullable Tags withError;

  private Tags(String[] sortedPairs) {
    this.pairs = sortedPairs;
    this.hash = Arrays.hashCode(sortedPairs);
  }

  /** No tags; always the same object. */
  public static Tags empty() {
    return EMPTY;
  }

  /** One tag. */
  public static Tags of(String key, String value) {
    return new Tags(new String[] {requireKey(key), requireValue(key, value)});
  }

  /**
   * Tags from keys and values in turn.
   *
   * @throws IllegalArgumentException when a key stands without a value
   * @throws NullPointerException when a key or a value is null
   */
  public static Tags of(String... keysAndValues) {
    Objects.requireNonNull(keysAndValues, "keysAndValues");
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "keysAndValues has %d entries and its last key has no value: give keys and values in turn."
              .formatted(keysAndValues.length));
    }
    return ofOwned(keysAndValues.clone());
  }

  /**
   * Tags from a map.
   *
   * @throws NullPointerException when a key or a value is null
   */
  public static Tags of(Map<String, String> map) {
    Objects.requireNonNull(map, "map");
    List<String> pairs = new ArrayList<>(2 * map.size());
    map.forEach(
        (key, value) -> {
          pairs.add(key);
          pairs.add(value);
        });
    return ofOwned(pairs.toArray(String[]::new));
  }

  /** These tags and one more; its value replaces that of the same key. */
  public Tags and(String key, String value) {
    String[] longer = Arrays.copyOf(pairs, pairs.length + 2);
    longer[pairs.length] = key;
    longer[pairs.length + 1] = value;
    return ofOwned(longer);
  }

  /** These tags and others; where both have a key, the others' value stays. */
  public Tags and(Tags others) {
    Objects.requireNonNull(others, "others");
    if (others.isEmpty()) {
      return this;
    }
    String[] longer = Arrays.copyOf(pairs, pairs.length + others.pairs.length);
    System.arraycopy(others.pairs, 0, longer, pairs.length, others.pairs.length);
    return isEmpty() ? others : ofOwned(longer);
  }

  /** These tags and {@code result=success} or {@code result=error}; allocates only once. */
  public Tags and(Result result) {
    Tags known = result == Result.SUCCESS ? withSuccess : withError;
    if (known != null) {
      return known;
    }
    Tags made = and(Result.TAG, result.tagValue());
    if (result == Result.SUCCESS) {
      withSuccess = made;
    } else {
      withError = made;
    }
    return made;
  }

  /** How many tags there are. */
  public int size() {
    return pairs.length / 2;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** The key at an index from 0 to {@link #size()} − 1, in the order of the keys. */
  public String key(int index) {
    return pairs[2 * index];
  }

  /** The value at an index from 0 to {@link #size()} − 1, in the order of the keys. */
  public String value(int index) {
    return pairs[2 * index + 1];
  }

  /** The value of a key, or null when there is no such key. */
  public @Nullable String get(String key) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(key)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** The same pairs as an unmodifiable map, in the order of the keys. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableMap(map);
  }

  /** The tags in the order of their keys; for a loop that allocates nothing use the index. */
  @Override
  public Iterator<Tag> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size();
      }

      @Override
      public Tag next() {
        if (!hasNext()) {
          throw new NoSuchElementException("all " + size() + " tags were given out");
        }
        return new Tag(key(next), value(next++));
      }
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Tags that && hash == that.hash && Arrays.equals(pairs, that.pairs));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** {@code {channel=web, status=paid}}. */
  @Override
  public String toString() {
    return asMap().toString();
  }

  /** Sorts an array that nobody else holds. */
  private static Tags ofOwned(String[] pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      requireValue(requireKey(pairs[i]), pairs[i + 1]);
    }
    int used = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      used = insert(pairs, used, pairs[i], pairs[i + 1]);
    }
    if (used == 0) {
      return EMPTY;
    }
    return new Tags(used == pairs.length ? pairs : Arrays.copyOf(pairs, used));
  }

  /** Puts a pair into the sorted start of the array and gives back how long that is now. */
  private static int insert(String[] pairs, int used, String key, String value) {
    int at = lowerBound(pairs, used / 2, key);
    if (at < used && pairs[at].equals(key)) {
      pairs[at + 1] = value;
      return used;
    }
    System.arraycopy(pairs, at, pairs, at + 2, used - at);
    pairs[at] = key;
    pairs[at + 1] = value;
    return used + 2;
  }

  /** Where the first key lies that is not smaller. */
  private static int lowerBound(String[] pairs, int count, String key) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pairs[2 * middle].compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low;
  }

  private static String requireKey(@Nullable String key) {
    return Objects.requireNonNull(key, "key");
  }

  private static String requireValue(String key, @Nullable String value) {
    if (value == null) {
      throw new NullPointerException("value of the tag " + key);
    }
    return value;
  }
}
