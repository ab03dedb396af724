package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tallystick.Tags;
import io.tallystick.core.collect.AppIdentity;
import io.tallystick.core.query.Limits;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import io.tallystick.spi.Granularity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All options together. */
class RuntimeOptionsTest {
  private static final long LARGE_HEAP_BYTES = 4 * ByteSize.GB;
  private static final String START =
      "Tallystick does not start, because its options cannot work:\n- ";

  @Test
  void withoutAnyOptionTheDefaultsHold() {
    assertThat(withVariables(Map.of()))
        .isEqualTo(
            new RuntimeOptions(
                true,
                "service:app",
                Tags.empty(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                new CollectionOptions(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Set.of("pinning"),
                    new AppIdentity("app", "unknown", "unknown")),
                Granularity.MINUTE,
                "/metrics",
                false,
                new Secret(""),
                false,
                Map.of(),
                false,
                new RateLimitOptions(10_000, 80),
                true,
                new Retention(
                    Duration.ofHours(24),
                    Duration.ofDays(7),
                    Duration.ofDays(90),
                    KeepingTime.FOREVER,
                    Duration.ofDays(7),
                    Duration.ofDays(30),
                    Duration.ofDays(90),
                    Duration.ofDays(90),
                    Duration.ofDays(400)),
                ByteSize.UNLIMITED,
                new RuntimeLimits(
                    GuardLimits.standard(), CardinalityLimit.standard(), TenantLimits.standard()),
                new ByteBudgets(32 * ByteSize.MB, 64 * ByteSize.MB, 64 * ByteSize.MB),
                Limits.DEFAULT,
                new AlertOptions("", null, new Secret(""))));
  }

  @Test
  void everyOptionReachesItsPlace() {
    Map<String, String> variables =
        EveryVariable.VALUES
            .lines()
            .map(line -> line.split(" "))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    Set<String> denied = Set.of("customer", "account_no");

    assertThat(variables.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Options.table().stream().map(Option::variable).toList());
    assertThat(withVariables(variables))
        .isEqualTo(
            new RuntimeOptions(
                true,
                "service:api",
                Tags.of("region", "eu", "tier", "gold"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(7),
                new CollectionOptions(
                    Duration.ofSeconds(7),
                    Duration.ofSeconds(8),
                    Set.of("gc", "pool.main"),
                    new AppIdentity("shop", "1.4.2", "production")),
                Granularity.FIVE_MINUTES,
                "/m",
                true,
                new Secret("a-secret-of-more-than-32-characters"),
                true,
                Map.of("orders.value", 1.0, "mail.duration_ms", 0.1),
                true,
                new RateLimitOptions(31, 32),
                false,
                new Retention(
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofDays(3),
                    Duration.ofDays(4),
                    Duration.ofDays(5),
                    Duration.ofDays(6),
                    Duration.ofDays(7),
                    Duration.ofDays(8),
                    Duration.ofDays(9)),
                26 * ByteSize.MB,
                new RuntimeLimits(
                    new GuardLimits(13, 14, 15, 16, true, denied),
                    new CardinalityLimit(10, 12, 11),
                    new TenantLimits(new GuardLimits(19, 20, 21, 22, false, denied), 17, 18)),
                new ByteBudgets(23 * ByteSize.MB, 24 * ByteSize.MB, 25 * ByteSize.MB),
                new Limits(27, 28, 29, Duration.ofSeconds(30)),
                new AlertOptions(
                    "https://app.example/admin",
                    Path.of("rules.json"),
                    new Secret("a-secret-of-16-characters"))));
  }

  @ParameterizedTest
  @CsvSource({
    "false, true, true",
    "true, false, true",
    "true, true, false",
    ", false, true",
    "false, , true",
    "garbage, false, true",
    "false, garbage, true",
    "garbage, garbage, false",
    ", , false",
  })
  void falseWinsWhereverItStands(String property, String variable, boolean inCode) {
    OptionValues code = new OptionValues().set(Options.ENABLED, inCode);

    assertThat(resolve(enabled(property, variable), code).isEnabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, ", ", true", ", "})
  void withoutFalseItIsOn(String property, String variable) {
    OptionValues code = new OptionValues().set(Options.ENABLED, true);

    assertThat(resolve(enabled(property, variable), code).isEnabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true, False", "False, true", "False, ", ", False"})
  void whatMayHaveBeenMeantAsFalseIsNeverPassedOver(String property, String variable) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resolve(enabled(property, variable), new OptionValues()))
        .withMessageEndingWith("is \"False\": choose true or false.");
  }

  @Test
  void whoeverSwitchesOffSucceedsWhateverElseIsWrong() {
    Map<String, String> variables =
        Map.of(
            "TALLYSTICK_ENABLED", "false",
            "TALLYSTICK_FLUSH_INTERVAL", "7",
            "TALLYSTICK_TAGS", "email=x",
            "TALLYSTICK_TYPO", "1",
            "TALLYSTICK_BUDGET_CELLS", "1024GB");
    RuntimeOptions off = withVariables(variables);

    assertThat(off.isEnabled()).isFalse();
    assertThat(off.flushInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(off.constantTags().isEmpty()).isTrue();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    OptionSources sources =
        new OptionSources(
            Map.of("tallystick.flush.interval", "7", "tallystick.flsh.interval", "10"),
            Map.of(
                "TALLYSTICK_RETENTION_1M", "30d",
                "TALLYSTICK_METRIC_PATH", "/m",
                "TALLYSTICK_LIMIT_SERIES_IN_ALL", "100",
                "PATH", "/bin"));
    OptionValues code =
        new OptionValues()
            .set(Options.SOURCE, "API")
            .set(Options.TAGS, Tags.of("email", "x"))
            .set(Options.BUDGET_CELLS, 2 * ByteSize.GB);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuntimeOptions.resolve(sources, code, LARGE_HEAP_BYTES))
        .withMessage(
            """
            Tallystick does not start, because its options cannot work:
            - The property tallystick.flsh.interval is not known: did you mean tallystick.flush.interval?
            - The variable TALLYSTICK_METRIC_PATH is not known: did you mean TALLYSTICK_METRICS_PATH?
            - The default of tallystick.limit.series.per.metric is "1000". The variable TALLYSTICK_LIMIT_SERIES_IN_ALL is "100": choose no more of the first than of the second.
            - The default of tallystick.limit.names.in.all is "5000". The variable TALLYSTICK_LIMIT_SERIES_IN_ALL is "100": choose no more of the first than of the second.
            - The builder's tags cannot be used. The tag key "email" may identify a person or hold a secret: leave the tag out.
            - The builder's source is "API": choose %s.
            - The property tallystick.flush.interval is "7": choose %s.
            - The variable TALLYSTICK_RETENTION_1M is "30d". The default of tallystick.retention.5m is "7d": keep coarser buckets at least as long as finer ones.
            - The builder's budgetCells is "2GB". All budgets together may take a quarter of the maximum heap, which is 1GB, and at least 64KB each: choose less, or raise the heap."""
                .formatted(Options.SOURCE.type().rule(), Options.FLUSH_INTERVAL.type().rule()));
  }

  @ParameterizedTest
  @CsvSource({
    "24h, 24h, 90d, forever",
    "2d, 2d, 2d, 2d",
    "forever, forever, forever, forever",
    "1h, 2h, 48h, 48h",
  })
  void coarserBucketsAreKeptAsLongAsFinerOnesOrLonger(
      String minutes, String fiveMinutes, String hours, String days) {
    Retention retention = withRetention(minutes, fiveMinutes, hours, days).retention();

    assertThat(retention.of(Granularity.MINUTE)).isEqualTo(KeepingTime.read(minutes).orElseThrow());
    assertThat(retention.of(Granularity.FIVE_MINUTES))
        .isEqualTo(KeepingTime.read(fiveMinutes).orElseThrow());
    assertThat(retention.of(Granularity.HOUR)).isEqualTo(KeepingTime.read(hours).orElseThrow());
    assertThat(retention.of(Granularity.DAY)).isEqualTo(KeepingTime.read(days).orElseThrow());
    assertThat(retention.isForever(Granularity.DAY)).isEqualTo(days.equals("forever"));
  }

  @ParameterizedTest
  @CsvSource({"8d, 7d, 90d, 400d", "24h, 91d, 90d, 400d", "24h, 7d, forever, 36500d"})
  void finerBucketsAreNeverKeptLonger(
      String minutes, String fiveMinutes, String hours, String days) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withRetention(minutes, fiveMinutes, hours, days))
        .withMessageEndingWith("keep coarser buckets at least as long as finer ones.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          email=x;The tag key "email" may identify a person or hold a secret: leave the tag out.
          Region=eu;The tag key "Region" is not made of a-z, 0-9 and _ starting with a letter: write it like status_class.
          reg ion=eu;The tag key "reg ion" is not made of a-z, 0-9 and _ starting with a letter: write it like status_class.
          owner=someone@mail.example;The value of the tag owner looks like an e-mail address: leave it out.
          a=b\u0000c;A value has control characters: leave them out.
          overflow=true;The tag overflow tells series of the runtime's own apart: choose another key.
          a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8,i=9;The series has 9 tags, at most 8 are allowed: leave some out.
          """)
  void tagsThatTheGuardsWouldTouchAreRefused(String tags, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withVariables(Map.of("TALLYSTICK_TAGS", tags)))
        .withMessage(START + "The variable TALLYSTICK_TAGS cannot be used. " + reason);
  }

  @Test
  void tagsAreMeasuredByTheLimitsThatAreConfigured() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                withVariables(
                    Map.of(
                        "TALLYSTICK_TAGS", "region=eu",
                        "TALLYSTICK_LIMIT_DENIED_KEYS", "Region")))
        .withMessageContaining("The tag key \"region\" may identify a person");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                withVariables(
                    Map.of(
                        "TALLYSTICK_TAGS", "region=eu",
                        "TALLYSTICK_LIMIT_KEY_LENGTH", "5")))
        .withMessageContaining("has 6 characters, at most 5 are allowed");
  }

  @ParameterizedTest
  @CsvSource({"30, 8, true", "8, 30, true", "31, 8, false", "8, 31, false"})
  void constantTagsComeOnTopOfASeriesOwnUpTo32(int own, int ofTenant, boolean isPossible) {
    Map<String, String> variables =
        Map.of(
            "TALLYSTICK_TAGS", "region=eu,tier=gold",
            "TALLYSTICK_LIMIT_TAGS_PER_SERIES", String.valueOf(own),
            "TALLYSTICK_LIMIT_TENANT_TAGS_PER_SERIES", String.valueOf(ofTenant));

    if (isPossible) {
      assertThat(withVariables(variables).constantTags().size()).isEqualTo(2);
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> withVariables(variables))
          .withMessage(
              START
                  + "The variable TALLYSTICK_TAGS cannot be used. With its 2 tags a series may have"
                  + " 33, at most 32 are possible: give fewer, or lower the limits of tags per"
                  + " series.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "someone@mail.example",
        "a=b,someone@mail.example",
        "Bearer abcdefghijklmnop123456"
      })
  void noMessageRepeatsPersonalDataOrSecrets(String text) {
    Throwable refused = catchThrowable(() -> withVariables(Map.of("TALLYSTICK_TAGS", text)));

    assertThat(refused)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TALLYSTICK_TAGS is \"redacted\"");
  }

  @Test
  void aMessageStaysOnItsLineAndShort() {
    String text = "7\n- All is well\u202E" + "x".repeat(100_000);
    Throwable refused =
        catchThrowable(() -> withVariables(Map.of("TALLYSTICK_FLUSH_INTERVAL", text)));

    assertThat(refused.getMessage().lines()).hasSize(2);
    assertThat(refused.getMessage()).hasSizeLessThan(500).doesNotContain("\u202E");
  }

  private static RuntimeOptions withRetention(
      String minutes, String fiveMinutes, String hours, String days) {
    return withVariables(
        Map.of(
            "TALLYSTICK_RETENTION_1M", minutes,
            "TALLYSTICK_RETENTION_5M", fiveMinutes,
            "TALLYSTICK_RETENTION_1H", hours,
            "TALLYSTICK_RETENTION_1D", days));
  }

  private static OptionSources enabled(String property, String variable) {
    return new OptionSources(
        withoutNulls("tallystick.enabled", property), withoutNulls("TALLYSTICK_ENABLED", variable));
  }

  private static Map<String, String> withoutNulls(String... namesAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        map.put(namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return map;
  }

  private static RuntimeOptions withVariables(Map<String, String> variables) {
    return resolve(new OptionSources(Map.of(), variables), new OptionValues());
  }

  private static RuntimeOptions resolve(OptionSources sources, OptionValues code) {
    return RuntimeOptions.resolve(sources, code, LARGE_HEAP_BYTES);
  }
}
