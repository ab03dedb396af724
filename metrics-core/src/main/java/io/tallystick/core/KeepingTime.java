package io.tallystick.core;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something is kept, as people write it: {@code 24h}, {@code 7d}, {@code forever}. */
final class KeepingTime {
  /** Longer than any other duration; nothing can be reckoned with it. */
  static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  static final Duration LONGEST = Duration.ofDays(36_500);

  private static final String FOREVER_TEXT = "forever";
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([mhd])");

  private KeepingTime() {}

  static Optional<Duration> read(String text) {
    if (text.equals(FOREVER_TEXT)) {
      return Optional.of(FOREVER);
    }
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(unit(form.group(2)).multipliedBy(Long.parseLong(form.group(1))))
        : Optional.empty();
  }

  /** In hours below two days, as people say 24h rather than 1d; in minutes where hours miss. */
  static String text(Duration time) {
    if (time.equals(FOREVER)) {
      return FOREVER_TEXT;
    }
    if (time.toDays() >= 2 && time.equals(Duration.ofDays(time.toDays()))) {
      return time.toDays() + "d";
    }
    if (time.equals(Duration.ofHours(time.toHours()))) {
      return time.toHours() + "h";
    }
    return time.equals(Duration.ofMinutes(time.toMinutes()))
        ? time.toMinutes() + "m"
        : time.toString();
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }
}
