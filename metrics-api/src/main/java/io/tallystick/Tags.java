package io.tallystick;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a series: pairs of key and value, sorted by key, each key once.
 *
 * <p>Immutable and safe for any thread; made once and kept as a constant it costs nothing where it
 * is used. Where a key comes twice the later value stays. Equality does not depend on the order in
 * which the pairs were given. Made for a handful of pairs, as a series has. The form of keys and
 * values is not checked here but once for each new series, by the guards.
 *
 * <pre>{@code
 * private static final Tags PAID = Tags.of("status", "paid", "channel", "web");
 *
 * metrics.count("orders.count", 1, PAID);
 * metrics.count("orders.count", 1, PAID.and("country", country));
 * }</pre>
 */
public final class Tags implements Iterable<Map.Entry<String, String>> {
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

  // Where a runtime notes which of its series these tags led to: numbers, never a reference into a
  // runtime, which a constant would keep alive. Only the runtime reads and writes them.
  @SuppressWarnings("UnusedVariable")
  private long slot0;

  @SuppressWarnings("UnusedVariable")
  private long slot1;

  @SuppressWarnings("UnusedVariable")
  private long slot2;

  @SuppressWarnings("UnusedVariable")
  private long slot3;

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
    return new Tags(new String[] {requireNonNull(key, "key"), requireNonNull(value, "value")});
  }

  /**
   * Tags from keys and values in turn.
   *
   * @throws IllegalArgumentException when a key stands without a value
   * @throws NullPointerException when a key or a value is null
   */
  public static Tags of(String... keysAndValues) {
    requireNonNull(keysAndValues, "keysAndValues");
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
    requireNonNull(map, "map");
    List<String> pairs = new ArrayList<>(2 * map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      pairs.add(entry.getKey());
      pairs.add(entry.getValue());
    }
    return ofOwned(pairs.toArray(new String[0]));
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
    requireNonNull(others, "others");
    if (others.isEmpty()) {
      return this;
    }
    String[] longer = Arrays.copyOf(pairs, pairs.length + others.pairs.length);
    System.arraycopy(others.pairs, 0, longer, pairs.length, others.pairs.length);
    return isEmpty() ? others : ofOwned(longer);
  }

  /** These tags and {@code result=success} or {@code result=error}; allocates only once. */
  public Tags and(Result result) {
    Tags known = requireNonNull(result, "result") == Result.SUCCESS ? withSuccess : withError;
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

  /** The pairs in the order of their keys; a loop that must not allocate takes the index. */
  @Override
  public Iterator<Map.Entry<String, String>> iterator() {
    return asMap().entrySet().iterator();
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
    int used = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      used =
          insert(
              pairs, used, requireNonNull(pairs[i], "key"), requireNonNull(pairs[i + 1], "value"));
    }
    if (used == 0) {
      return EMPTY;
    }
    return new Tags(used == pairs.length ? pairs : Arrays.copyOf(pairs, used));
  }

  /** Puts a pair into the sorted start of the array and gives back how long that is now. */
  private static int insert(String[] pairs, int used, String key, String value) {
    int at = used;
    while (at > 0 && pairs[at - 2].compareTo(key) >= 0) {
      at -= 2;
    }
    if (at < used && pairs[at].equals(key)) {
      pairs[at + 1] = value;
      return used;
    }
    System.arraycopy(pairs, at, pairs, at + 2, used - at);
    pairs[at] = key;
    pairs[at + 1] = value;
    return used + 2;
  }
}
