package io.tallystick;

import java.util.Objects;

/**
 * One key and its value, as {@link Tags} hands them out.
 *
 * <pre>{@code
 * for (Tag tag : Tags.of("status", "paid")) {
 *   log.info("{} is {}", tag.key(), tag.value());
 * }
 * }</pre>
 *
 * @param key the key
 * @param value the value
 */
public record Tag(String key, String value) {
  /** Refuses nulls. */
  public Tag {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }
}
