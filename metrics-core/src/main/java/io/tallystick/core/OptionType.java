package io.tallystick.core;

import io.tallystick.Tags;
import io.tallystick.guard.NamingRule;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an option's values are, how they are written, and which are possible.
 *
 * <p>Text is read as it stands: nothing is trimmed, digits are 0-9, letters keep their case. So a
 * text means the same in every locale, and a stray blank is found at the start and not at night.
 *
 * @param rule what to choose, as the end of a sentence that starts with "choose"
 * @param reader gives the value of a text, or empty when the text is none
 * @param check whether a value is possible, however it was given
 * @param writer gives the text of a value
 * @param isSecret whether no message may show what was given
 */
record OptionType<T>(
    String rule,
    Function<String, Optional<T>> reader,
    Predicate<T> check,
    Function<T, String> writer,
    boolean isSecret) {
  /** As long as whole numbers of this many digits fit into a long, nothing overflows. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}");
  private static final Pattern SHARE = Pattern.compile("[01]|[01]?\\.[0-9]{1,17}");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_FLUSH = Duration.ofMillis(100);

  private OptionType(
      String rule,
      Function<String, Optional<T>> reader,
      Predicate<T> check,
      Function<T, String> writer) {
    this(rule, reader, check, writer, false);
  }

  /** The possible value that a text stands for, or empty. */
  Optional<T> read(String text) {
    return reader.apply(text).filter(check);
  }

  boolean allows(T value) {
    return check.test(value);
  }

  String text(T value) {
    return writer.apply(value);
  }

  static OptionType<Boolean> flag() {
    return new OptionType<>("true or false", OptionType::readFlag, value -> true, String::valueOf);
  }

  static OptionType<Integer> number(int least, int most) {
    return new OptionType<>(
        "a number from %d to %d".formatted(least, most),
        // What no int can hold is out of range anyway.
        text -> readDigits(text).map(value -> (int) Math.min(value, Integer.MAX_VALUE)),
        value -> value >= least && value <= most,
        String::valueOf);
  }

  static OptionType<Duration> secondsThatDivideAMinute() {
    return new OptionType<>(
        "a number of seconds that divides 60, such as 10; in code also a duration from 100 ms that"
            + " divides a minute",
        OptionType::readSeconds,
        value -> value.compareTo(SHORTEST_FLUSH) >= 0 && isMultiple(MINUTE, value),
        OptionType::secondsText);
  }

  static OptionType<Duration> seconds(int least, int most) {
    return new OptionType<>(
        "a number of seconds from %d to %d".formatted(least, most),
        OptionType::readSeconds,
        value ->
            isWithin(value, Duration.ofSeconds(least), Duration.ofSeconds(most))
                && isMultiple(value, Duration.ofSeconds(1)),
        OptionType::secondsText);
  }

  static OptionType<Duration> keepingFor(Duration least) {
    return new OptionType<>(
        "a time such as 90m, 24h or 7d, from %s to %s, or forever"
            .formatted(KeepingTime.text(least), KeepingTime.text(KeepingTime.LONGEST)),
        KeepingTime::read,
        value -> value.equals(KeepingTime.FOREVER) || isWithin(value, least, KeepingTime.LONGEST),
        KeepingTime::text);
  }

  static OptionType<Long> bytes(long least, long most) {
    return new OptionType<>(
        "a number of bytes from %s to %s, such as 33554432 or 32MB"
            .formatted(ByteSize.text(least), ByteSize.text(most)),
        ByteSize::read,
        value -> value >= least && value <= most,
        ByteSize::text);
  }

  static OptionType<Long> bytesOrUnlimited(long least, long most) {
    return new OptionType<>(
        "a number of bytes from %s to %s, such as 2147483648 or 2GB, or unlimited"
            .formatted(ByteSize.text(least), ByteSize.text(most)),
        ByteSize::readPerhapsUnlimited,
        value -> value == ByteSize.UNLIMITED || (value >= least && value <= most),
        ByteSize::textPerhapsUnlimited);
  }

  static OptionType<Granularity> granularity() {
    String ids =
        Stream.of(Granularity.values()).map(Granularity::id).collect(Collectors.joining(", "));
    return new OptionType<>("one of " + ids, Granularity::byId, value -> true, Granularity::id);
  }

  /** A text of a form; the form is only tried on what is short enough. */
  static OptionType<String> text(String rule, int maxLength, String form) {
    Pattern pattern = Pattern.compile(form);
    return new OptionType<>(
        rule,
        Optional::of,
        value -> value.length() <= maxLength && pattern.matcher(value).matches(),
        value -> value);
  }

  /** A text that nobody may guess or see. */
  static OptionType<String> secret(int leastLength, int maxLength) {
    Pattern pattern = Pattern.compile("[!-~]*");
    return new OptionType<>(
        "%d to %d printable ASCII characters without blanks, or nothing at all"
            .formatted(leastLength, maxLength),
        Optional::of,
        value ->
            value.isEmpty()
                || (value.length() >= leastLength
                    && value.length() <= maxLength
                    && pattern.matcher(value).matches()),
        value -> value,
        true);
  }

  static OptionType<Tags> tags() {
    return new OptionType<>(
        "pairs such as region=eu,tier=gold, each key once and no value empty, or nothing at all",
        OptionType::readTags,
        value -> !value.asMap().containsValue(""),
        OptionType::tagsText);
  }

  static OptionType<Set<String>> keys() {
    return new OptionType<>(
        "tag keys such as customer,account_no, each a letter and up to 39 of a-z, A-Z, 0-9, _ and"
            + " -, or nothing at all",
        text -> Optional.of(text.isEmpty() ? Set.of() : new LinkedHashSet<>(parts(text))),
        value -> value.stream().allMatch(key -> KEY.matcher(key).matches()),
        value -> value.stream().sorted().collect(Collectors.joining(",")));
  }

  /** Names of collectors. */
  static OptionType<Set<String>> names() {
    return new OptionType<>(
        "names such as files,pool.main, each a letter or digit and up to 119 of A-Z, a-z, 0-9, _,"
            + " ., : and -, or nothing at all",
        text -> Optional.of(text.isEmpty() ? Set.of() : new LinkedHashSet<>(parts(text))),
        value -> value.stream().allMatch(name -> NAME.matcher(name).matches()),
        value -> value.stream().sorted().collect(Collectors.joining(",")));
  }

  /** A text that becomes a tag's value. */
  static OptionType<String> label() {
    return text(
        "up to 100 letters, digits, blanks and ._:/@+-, no blank at either end, or nothing at all",
        100,
        "|[A-Za-z0-9._:/@+-]([A-Za-z0-9._:/@+ -]*[A-Za-z0-9._:/@+-])?");
  }

  /** Names of metrics, each with a share; a name alone is the whole. */
  static OptionType<Map<String, Double>> shares() {
    return new OptionType<>(
        "names of metrics such as orders.value,email.send.duration_ms=0.1, each once, none that"
            + " starts with tallystick., with a share of its samples above 0 and up to 1, or nothing"
            + " at all",
        OptionType::readShares,
        value ->
            value.entrySet().stream().allMatch(each -> isShare(each.getKey(), each.getValue())),
        OptionType::sharesText);
  }

  private static Optional<Map<String, Double>> readShares(String text) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String part : text.isEmpty() ? List.<String>of() : parts(text)) {
      int equalsSign = part.indexOf('=');
      String name = equalsSign < 0 ? part : part.substring(0, equalsSign);
      String share = equalsSign < 0 ? "1" : part.substring(equalsSign + 1);
      if (!SHARE.matcher(share).matches() || shares.put(name, Double.valueOf(share)) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(shares);
  }

  /** What the runtime counts itself does not pass where samples are kept. */
  private static boolean isShare(String name, double share) {
    return share > 0
        && share <= 1
        && !name.startsWith("tallystick.")
        && NamingRule.checkName(name).isAccepted();
  }

  private static String sharesText(Map<String, Double> shares) {
    return shares.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> each.getValue() == 1 ? each.getKey() : each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(","));
  }

  static Optional<Long> readDigits(String text) {
    return DIGITS.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static Optional<Boolean> readFlag(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Duration> readSeconds(String text) {
    return readDigits(text).map(Duration::ofSeconds);
  }

  private static String secondsText(Duration value) {
    return isMultiple(value, Duration.ofSeconds(1))
        ? String.valueOf(value.toSeconds())
        : value.toString();
  }

  private static Optional<Tags> readTags(String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (!text.isEmpty()) {
      for (String pair : parts(text)) {
        int equalsSign = pair.indexOf('=');
        if (equalsSign < 1
            || tags.put(pair.substring(0, equalsSign), pair.substring(equalsSign + 1)) != null) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(Tags.of(tags));
  }

  private static String tagsText(Tags tags) {
    return tags.asMap().entrySet().stream()
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(Collectors.joining(","));
  }

  /** Also the empty part behind a last comma, so that it is refused. */
  private static List<String> parts(String text) {
    return List.of(text.split(",", -1));
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  /** Only for a divisor above zero. */
  private static boolean isMultiple(Duration value, Duration divisor) {
    return divisor.multipliedBy(value.dividedBy(divisor)).equals(value);
  }
}
