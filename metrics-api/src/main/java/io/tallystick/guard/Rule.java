package io.tallystick.guard;

import java.util.Locale;

/**
 * The rules that a name, a tag, a value or a whole series can break.
 *
 * <p>The {@link #id()} is the value of the tag {@code rule} in {@code
 * tallystick.guard.rejected.count}; the sentence for people is the {@link Decision#reason()}.
 *
 * <pre>{@code
 * Decision decision = NamingRule.checkName("Orders");
 * decision.rule();      // NAME_SYNTAX
 * decision.rule().id(); // "name_syntax"
 * }</pre>
 */
public enum Rule {
  /** A name was null. */
  NAME_MISSING,
  /** A name does not have the form of names. */
  NAME_SYNTAX,
  /** A name is too long. */
  NAME_LENGTH,
  /** A system metric without a descriptor took a tenant's name. */
  NAME_RESERVED,
  /** One name was recorded with two kinds. */
  KIND_CONFLICT,
  /** A second, different descriptor for one name. */
  DESCRIPTOR_CONFLICT,

  /** A tag key or value was null, or a key stood without a value. */
  TAG_MISSING,
  /** A tag key does not have the form of keys. */
  TAG_KEY_SYNTAX,
  /** A tag key is too long. */
  TAG_KEY_LENGTH,
  /** A tag key is on the list of keys that identify a person or hold a secret. */
  TAG_KEY_DENIED,
  /** A tag key is not among those that the metric's descriptor lists. */
  TAG_KEY_UNLISTED,
  /** Too many tags. */
  TAG_COUNT,
  /** A tag value is too long. */
  TAG_VALUE_LENGTH,
  /** A tag value held control characters, half a surrogate pair or bidirectional controls. */
  TAG_VALUE_CONTROL,
  /** A tag value has the form of personal data or of a secret. */
  TAG_VALUE_PII,

  /** A value is NaN or infinite. */
  VALUE_NOT_FINITE,
  /** A counter was asked to go down. */
  VALUE_NEGATIVE,
  /** A counter reached the greatest number there is, and stays there. */
  VALUE_OVERFLOW,

  /** A metric has all the series that it may have. */
  SERIES_PER_METRIC,
  /** The runtime has all the series that it may have. */
  SERIES_IN_ALL,
  /** The runtime has all the metric names that it may have. */
  NAMES_IN_ALL,

  /** A tenant's id was null or blank. */
  TENANT_MISSING,
  /** A tenant has all the series that it may have. */
  TENANT_SERIES,
  /** A tenant recorded all the points that it may record in this minute. */
  TENANT_RATE,
  /** A script handed over tags that are no map of text to text, numbers, true or false. */
  SCRIPT_VALUE,

  /** A sample was to be kept as a point and too many waited already. */
  POINTS_FULL,
  /** A point's time is before 1970 or too far ahead. */
  POINT_TIME,

  /** No runtime is there to record. */
  NOT_RUNNING;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The rule's short name in metrics and JSON, such as {@code tag_key_denied}. */
  public String id() {
    return id;
  }
}
