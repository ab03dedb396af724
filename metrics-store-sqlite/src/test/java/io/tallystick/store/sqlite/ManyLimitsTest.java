package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.Metrics;
import io.tallystick.core.ratelimit.KeyUtilisation;
import io.tallystick.core.ratelimit.RateLimitHistory;
import io.tallystick.core.ratelimit.RateLimitKeeping;
import io.tallystick.core.ratelimit.RateLimitSettings;
import io.tallystick.core.ratelimit.RateLimits;
import io.tallystick.core.ratelimit.TooManyUsesException;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where more keys have limits than an answer can be made of, none is left out in silence. */
class ManyLimitsTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeRange MINUTE = new TimeRange(TEN, TEN.plusSeconds(60));
  private static final int MOST = 200_000;

  @TempDir private Path directory;

  @Test
  void itIsSaidOrTheFullestAreTold() {
    try (SqliteStore store = SqliteStore.open(directory.resolve("metrics.db"))) {
      store.control().putRateLimitUses(uses());
      RateLimitSettings settings =
          new RateLimitSettings(10, 80, UnaryOperator.identity(), UnaryOperator.identity());
      RateLimits limits =
          new RateLimits(settings, Metrics.noop(), () -> TEN.plusSeconds(30).toEpochMilli());
      RateLimitHistory history =
          new RateLimitHistory(
              limits,
              store.control(),
              new RateLimitKeeping(Duration.ofHours(24), Duration.ofDays(7)),
              () -> TEN.plusSeconds(30).toEpochMilli());

      assertThatExceptionOfType(TooManyUsesException.class)
          .isThrownBy(() -> history.minutes(MINUTE, null))
          .withMessageContaining("more than 200000 uses");
      assertThat(history.current()).extracting(KeyUtilisation::name).containsExactly("k7", "k9");
      assertThat(history.utilisations(MINUTE)).containsOnlyKeys("k7", "k9");
      assertThat(history.minutes(MINUTE, "k1")).hasSize(1);
    }
  }

  private static List<RateLimitUse> uses() {
    List<RateLimitUse> uses = new ArrayList<>();
    for (int i = 0; i <= MOST; i++) {
      int used = i == 7 ? 95 : i == 9 ? 80 : 10;
      uses.add(RateLimitUse.ofMinute("k" + i, TEN, new WriterId(1, 1), used, 100));
    }
    return uses;
  }
}
