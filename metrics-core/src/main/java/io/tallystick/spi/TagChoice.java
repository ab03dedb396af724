package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A tag key and the values of which a series must have one.
 *
 * <pre>{@code
 * TagChoice errors = TagChoice.of("status_class", "4xx", "5xx");
 * }</pre>
 *
 * @param key the tag key, not blank
 * @param values at least one
 */
public record TagChoice(String key, SortedSet<String> values) {
  /** Copies the values, and checks that there is one. */
  public TagChoice {
    SeriesKey.requireText("key of a tag", key);
    values = Collections.unmodifiableSortedSet(new TreeSet<>(requireNonNull(values, "values")));
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "The tag %s is to have one of no values: give at least one, or leave the tag out."
              .formatted(key));
    }
  }

  /** A key and one value or several. */
  public static TagChoice of(String key, String... values) {
    return of(key, Set.of(values));
  }

  /** A key and one value or several. */
  public static TagChoice of(String key, Collection<String> values) {
    return new TagChoice(key, new TreeSet<>(values));
  }

  /** Whether tags have the key with one of the values. */
  public boolean admits(Tags tags) {
    String there = tags.get(key);
    return there != null && values.contains(there);
  }
}
