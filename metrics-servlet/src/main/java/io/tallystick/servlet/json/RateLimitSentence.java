package io.tallystick.servlet.json;

import io.tallystick.core.ratelimit.KeyUtilisation;
import io.tallystick.core.ratelimit.NearLimit;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How a key and its limit get on, in words. */
final class RateLimitSentence {
  private static final long MINUTE = 60;

  private RateLimitSentence() {}

  static String of(String name, KeyUtilisation key, @Nullable NearLimit near, OptionalLong full) {
    String now =
        key.limit() == 0
            ? "is not used now"
            : String.format(
                Locale.ROOT,
                "used %d of %d requests this minute (%d %%) and %d in the one before",
                key.used(),
                key.limit(),
                Math.round(key.percent()),
                key.lastUsed());
    return name + " " + now + full(full) + near(near) + ".";
  }

  private static String full(OptionalLong full) {
    if (full.isEmpty()) {
      return "";
    }
    long seconds = full.getAsLong();
    if (seconds == 0) {
      return "; it is at its limit";
    }
    return seconds < MINUTE
        ? "; full in " + seconds + " s at this pace"
        : "; its minutes are full in " + (seconds + MINUTE - 1) / MINUTE + " min at this pace";
  }

  private static String near(@Nullable NearLimit near) {
    return near == null
        ? ""
        : "; near its limit in %d of the last 24 hours, %s"
            .formatted(near.hours().size(), near.trend().direction().word());
  }
}
