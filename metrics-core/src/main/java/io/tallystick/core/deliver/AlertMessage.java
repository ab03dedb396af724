package io.tallystick.core.deliver;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What people are told.
 *
 * <p>Immutable. It is sent at least once, each time with the same event id.
 *
 * <pre>{@code
 * AlertMessage.Transition whatHappened = message.transition();
 * chat.post(whatHappened.word() + ": " + message.text());
 * }</pre>
 *
 * @param eventId tells the event from others, the same for each attempt to deliver it; visible
 *     ASCII, at most 200 characters
 * @param ruleId the rule that it is about
 * @param ruleName what people call that rule
 * @param type what kind of rule it is, such as {@code error_rate}
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param transition what happened
 * @param group which of the rule's groups, such as {@code route_id=GET /orders}; empty where there
 *     is but one
 * @param value what was seen; NaN where there is none
 * @param threshold what it was compared with; NaN where there is none
 * @param at when it happened
 * @param since since when the condition has been true
 * @param text a sentence that a person understands; cut at 4,000 characters
 * @param link where to look, at most 2,000 characters; empty where there is none
 */
public record AlertMessage(
    String eventId,
    String ruleId,
    String ruleName,
    String type,
    String severity,
    Transition transition,
    SortedMap<String, String> group,
    double value,
    double threshold,
    Instant at,
    Instant since,
    String text,
    String link) {
  private static final Pattern EVENT_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Set<String> SEVERITIES = Set.of("info", "warning", "critical");
  private static final int LONGEST_TEXT = 4_000;
  private static final int LONGEST_LINK = 2_000;

  /** Checks what goes into headers and what takes memory, and copies the group. */
  public AlertMessage {
    requireEventId(eventId);
    requireSeverity(severity);
    requireLink(link);
    requireNonNull(ruleId, "ruleId");
    requireNonNull(ruleName, "ruleName");
    requireNonNull(type, "type");
    requireNonNull(transition, "transition");
    requireNonNull(at, "at");
    requireNonNull(since, "since");
    group = Collections.unmodifiableSortedMap(new TreeMap<>(group));
    text = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }

  /**
   * What happened to a group of a rule.
   *
   * <pre>{@code
   * boolean isBad = message.transition() == AlertMessage.Transition.FIRING;
   * }</pre>
   */
  public enum Transition {
    /** The condition became true. */
    FIRING,
    /** It is not true any more. */
    RESOLVED,
    /** There is nothing to compare. */
    NO_DATA,
    /** It is about to become true, such as a limit that is nearly used up. */
    WARNING,
    /** Nothing: somebody tries whether messages arrive. */
    TEST;

    /** In small letters, such as {@code no_data}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static void requireEventId(String eventId) {
    if (!EVENT_ID.matcher(eventId).matches()) {
      throw new IllegalArgumentException(
          "The event id \"%s\" cannot be sent: take 1 to 200 visible ASCII characters."
              .formatted(OneLine.of(eventId)));
    }
  }

  private static void requireSeverity(String severity) {
    if (!SEVERITIES.contains(severity)) {
      throw new IllegalArgumentException(
          "The severity is \"%s\": take info, warning or critical."
              .formatted(OneLine.of(severity)));
    }
  }

  private static void requireLink(String link) {
    if (link.length() > LONGEST_LINK) {
      throw new IllegalArgumentException(
          "The link has %d characters: take at most %d.".formatted(link.length(), LONGEST_LINK));
    }
  }
}
