package io.tallystick.guard;

/**
 * The rules that a name, a tag, a value or a whole series can break.
 *
 * <p>The {@link #id()} is the value of the tag {@code rule} in {@code
 * tallystick.guard.rejected.count}; the {@link #text()} is the sentence a user reads.
 *
 * <pre>{@code
 * Decision decision = NamingRule.checkName("Orders");
 * decision.rule();      // NAME_SYNTAX
 * decision.rule().id(); // "name_syntax"
 * }</pre>
 */
public enum Rule {
  /** A name was null. */
  NAME_MISSING("a metric needs a name"),
  /** A name does not have the form of names. */
  NAME_SYNTAX(
      "a name is two or more parts of a-z, 0-9 and _ joined by dots, and starts with a letter"),
  /** A name is too long. */
  NAME_LENGTH("a name has a bounded length"),
  /** A system metric without a descriptor took a tenant's name. */
  NAME_RESERVED("names that start with user. belong to tenants unless a descriptor states them"),
  /** One name was recorded with two kinds. */
  KIND_CONFLICT("a name has one kind: counter, gauge or histogram"),
  /** A second, different descriptor for one name. */
  DESCRIPTOR_CONFLICT("a name, alias or exposition name is described once"),

  /** A tag key or value was null, or a key stood without a value. */
  TAG_MISSING("a tag has a key and a value"),
  /** A tag key does not have the form of keys. */
  TAG_KEY_SYNTAX("a tag key is made of a-z, 0-9 and _, and starts with a letter"),
  /** A tag key is too long. */
  TAG_KEY_LENGTH("a tag key has a bounded length"),
  /** A tag key is on the list of keys that identify a person or hold a secret. */
  TAG_KEY_DENIED("keys that identify a person or hold a secret are never tags"),
  /** A tag key is not among those that the metric's descriptor lists. */
  TAG_KEY_UNLISTED("a described metric has only the tags that its descriptor lists"),
  /** Too many tags. */
  TAG_COUNT("a series has a bounded number of tags"),
  /** A tag value is too long. */
  TAG_VALUE_LENGTH("a tag value has a bounded length"),
  /** A tag value held control characters, half a surrogate pair or bidirectional controls. */
  TAG_VALUE_CONTROL("control characters in a tag value become U+FFFD"),
  /** A tag value has the form of personal data or of a secret. */
  TAG_VALUE_PII("a tag value never holds an e-mail, address, token, key, card or phone number"),
  /** A script gave a tag value that is neither text, number nor truth value. */
  TAG_VALUE_TYPE("a tag value is text, a number or true or false"),

  /** A value is NaN or infinite. */
  VALUE_NOT_FINITE("a value is a finite number"),
  /** A counter was asked to go down. */
  VALUE_NEGATIVE("a counter only grows"),

  /** A metric has all the series that it may have. */
  SERIES_PER_METRIC("a metric has a bounded number of series"),
  /** The runtime has all the series that it may have. */
  SERIES_IN_ALL("a runtime has a bounded number of series"),
  /** The runtime has all the metric names that it may have. */
  NAMES_IN_ALL("a runtime has a bounded number of metric names"),

  /** A tenant's id was null or blank. */
  TENANT_MISSING("a user metric belongs to a tenant"),
  /** A tenant has all the series that it may have. */
  TENANT_SERIES("a tenant has a bounded number of series"),
  /** A tenant recorded all the points that it may record in this minute. */
  TENANT_RATE("a tenant records a bounded number of points a minute"),
  /** A script's call could not be carried out for a reason of the script's own objects. */
  SCRIPT_VALUE("what a script hands over must answer when it is asked"),

  /** No runtime is there to record. */
  NOT_RUNNING("a runtime has been started and not closed");

  private final String id;
  private final String text;

  Rule(String text) {
    this.id = name().toLowerCase(java.util.Locale.ROOT);
    this.text = text;
  }

  /** The rule's short name in metrics and JSON, such as {@code tag_key_denied}. */
  public String id() {
    return id;
  }

  /** The rule as a sentence without its full stop. */
  public String text() {
    return text;
  }
}
