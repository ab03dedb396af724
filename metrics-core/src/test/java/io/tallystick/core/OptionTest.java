package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tallystick.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option by itself: its names, its values, and which source of them wins. */
class OptionTest {
  @Test
  void testsRunWhereTheLetterIHasNoDot() {
    assertThat("I".toLowerCase(Locale.getDefault())).isEqualTo("ı");
  }

  @ParameterizedTest
  @MethodSource("options")
  void eachNameIsOneOfAllThree(Option<?> option) {
    assertThat(option.property()).matches("tallystick(\\.[a-z0-9]+)+");
    assertThat(option.variable())
        .isEqualTo(option.property().replace('.', '_').toUpperCase(Locale.ROOT))
        .matches("TALLYSTICK(_[A-Z0-9]+)+");
    assertThat(option.method()).matches("[a-z][A-Za-z0-9]*");
  }

  @Test
  void noTwoOptionsShareAName() {
    assertThat(Options.table()).extracting(Option::property).doesNotHaveDuplicates();
    assertThat(Options.table()).extracting(Option::variable).doesNotHaveDuplicates();
    assertThat(Options.table()).extracting(Option::method).doesNotHaveDuplicates();
  }

  @Test
  void namesThatOthersRelyOnStay() {
    assertThat(Options.table())
        .extracting(Option::variable)
        .contains(
            "TALLYSTICK_ENABLED",
            "TALLYSTICK_SOURCE",
            "TALLYSTICK_TAGS",
            "TALLYSTICK_FLUSH_INTERVAL",
            "TALLYSTICK_COLLECTION_INTERVAL",
            "TALLYSTICK_FINEST_GRANULARITY",
            "TALLYSTICK_RETENTION_1M",
            "TALLYSTICK_RETENTION_5M",
            "TALLYSTICK_RETENTION_1H",
            "TALLYSTICK_RETENTION_1D",
            "TALLYSTICK_RETENTION_POINTS",
            "TALLYSTICK_METRICS_PATH",
            "TALLYSTICK_INCLUDE_CLIENT_IDS");
    assertThat(Options.INCLUDE_CLIENT_IDS.method()).isEqualTo("includeClientIds");
    assertThat(Options.RETENTION_1M.method()).isEqualTo("retention1m");
  }

  @ParameterizedTest
  @MethodSource("options")
  <T> void everyDefaultIsPossibleAndReadBackFromItsText(Option<T> option) {
    String text = option.type().text(option.standard());

    assertThat(option.type().allows(option.standard())).isTrue();
    assertThat(option.type().read(text)).contains(option.standard());
  }

  @ParameterizedTest
  @MethodSource("possible")
  <T> void aPossibleValueIsTakenFromEverySource(Option<T> option, String text) {
    T value = option.type().read(text).orElseThrow();

    assertThat(only(option, property(option, text), new OptionValues())).isEqualTo(value);
    assertThat(only(option, variable(option, text), new OptionValues())).isEqualTo(value);
    assertThat(only(option, OptionSources.NONE, new OptionValues().set(option, value)))
        .isEqualTo(value);
    assertThat(option.type().read(option.type().text(value))).contains(value);
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void anImpossibleValueIsRefusedByTheNameItCameUnder(Option<?> option, String text) {
    String shown = option.type().isSecret() ? "(not shown)" : OptionResolver.shown(text);
    String end = " is \"%s\": choose %s.".formatted(shown, option.type().rule());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> only(option, property(option, text), new OptionValues()))
        .withMessageEndingWith("- The property " + option.property() + end);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> only(option, variable(option, text), new OptionValues()))
        .withMessageEndingWith("- The variable " + option.variable() + end);
  }

  @ParameterizedTest
  @MethodSource("impossibleInCode")
  <T> void anImpossibleValueInCodeIsRefusedByTheBuildersMethod(
      Option<T> option, T value, String shown) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> only(option, OptionSources.NONE, new OptionValues().set(option, value)))
        .withMessageEndingWith(
            "- The builder's %s is \"%s\": choose %s."
                .formatted(option.method(), shown, option.type().rule()));
  }

  @ParameterizedTest
  @MethodSource("options")
  <T> void propertyComesBeforeEnvironmentBeforeCodeBeforeDefault(Option<T> option) {
    int compared = 0;
    for (String first : OptionSamples.of(option).possible) {
      for (String second : OptionSamples.of(option).possible) {
        T winner = option.type().read(first).orElseThrow();
        T loser = option.type().read(second).orElseThrow();
        if (!winner.equals(loser)) {
          theFirstWins(option, first, second);
          compared++;
        }
      }
    }

    assertThat(compared).isPositive();
    assertThat(only(option, OptionSources.NONE, new OptionValues())).isEqualTo(option.standard());
  }

  private static <T> void theFirstWins(Option<T> option, String first, String second) {
    T winner = option.type().read(first).orElseThrow();
    OptionValues code = new OptionValues().set(option, option.type().read(second).orElseThrow());
    Map<String, String> environment = Map.of(option.variable(), second);

    assertThat(only(option, new OptionSources(Map.of(option.property(), first), environment), code))
        .isEqualTo(winner);
    assertThat(only(option, property(option, first), code)).isEqualTo(winner);
    assertThat(only(option, variable(option, first), code)).isEqualTo(winner);
    assertThat(only(option, OptionSources.NONE, new OptionValues().set(option, winner)))
        .isEqualTo(winner);
  }

  @ParameterizedTest
  @MethodSource("options")
  void aNameOfAnotherFormIsNotRead(Option<?> option) {
    String text = OptionSamples.of(option).possible.get(0);
    OptionSources swapped =
        new OptionSources(Map.of(option.variable(), text), Map.of(option.property(), text));

    assertThat(only(option, swapped, new OptionValues())).isEqualTo(option.standard());
  }

  @Test
  void aLaterValueInCodeReplacesAnEarlier() {
    OptionValues code =
        new OptionValues().set(Options.SOURCE, "service:a").set(Options.SOURCE, "service:b");

    assertThat(only(Options.SOURCE, OptionSources.NONE, code)).isEqualTo("service:b");
  }

  @Test
  void nullInCodeIsRefusedAtOnce() {
    assertThatNullPointerException()
        .isThrownBy(() -> new OptionValues().set(Options.SOURCE, null))
        .withMessage("source");
  }

  @Test
  void theSourcesOfThisProcessAreThoseOfTheJvm() {
    OptionSources sources = OptionSources.ofThisProcess();

    assertThat(sources.properties()).containsEntry("user.language", "tr");
    assertThat(sources.environment()).isEqualTo(System.getenv());
  }

  static Stream<Option<?>> options() {
    return Options.table().stream();
  }

  static Stream<Arguments> possible() {
    return options()
        .flatMap(
            option ->
                OptionSamples.of(option).possible.stream().map(text -> Arguments.of(option, text)));
  }

  static Stream<Arguments> impossible() {
    return options()
        .flatMap(
            option ->
                OptionSamples.of(option).impossible.stream()
                    .map(text -> Arguments.of(option, text)));
  }

  static Stream<Arguments> impossibleInCode() {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    return Stream.of(
        Arguments.of(Options.SOURCE, "API", "API"),
        Arguments.of(Options.METRICS_PATH, "metrics", "metrics"),
        Arguments.of(Options.TAGS, Tags.of("a", ""), "a="),
        Arguments.of(Options.FLUSH_INTERVAL, Duration.ZERO, "0"),
        Arguments.of(Options.FLUSH_INTERVAL, Duration.ofSeconds(-10), "-10"),
        Arguments.of(Options.FLUSH_INTERVAL, Duration.ofMillis(99), "PT0.099S"),
        Arguments.of(Options.FLUSH_INTERVAL, Duration.ofMillis(700), "PT0.7S"),
        Arguments.of(Options.FLUSH_INTERVAL, longest, "9223372036854775807"),
        Arguments.of(Options.COLLECTION_INTERVAL, Duration.ofMillis(1_500), "PT1.5S"),
        Arguments.of(Options.COLLECTION_INTERVAL, longest, "9223372036854775807"),
        Arguments.of(Options.RETENTION_1M, Duration.ofSeconds(3_599), "PT59M59S"),
        Arguments.of(Options.RETENTION_1M, Duration.ofDays(-7), "-168h"),
        Arguments.of(Options.RETENTION_1D, Duration.ofDays(36_501), "36501d"),
        Arguments.of(Options.LIMIT_SERIES_IN_ALL, -1, "-1"),
        Arguments.of(Options.LIMIT_VALUE_LENGTH, Integer.MAX_VALUE, "2147483647"),
        Arguments.of(Options.LIMIT_DENIED_KEYS, Set.of("a,b"), "a,b"),
        Arguments.of(Options.BUDGET_CELLS, Long.MIN_VALUE, "-8589934592GB"),
        Arguments.of(Options.BUDGET_CELLS, 0L, "0"));
  }

  private static OptionSources property(Option<?> option, String text) {
    return new OptionSources(Map.of(option.property(), text), Map.of());
  }

  private static OptionSources variable(Option<?> option, String text) {
    return new OptionSources(Map.of(), Map.of(option.variable(), text));
  }

  /** The value without the rules that look at several options. */
  private static <T> T only(Option<T> option, OptionSources sources, OptionValues code) {
    OptionResolver resolver = new OptionResolver(sources, code);
    GivenOption<T> given = resolver.resolve(option);
    resolver.throwIfAnyProblem();
    return given.value();
  }
}
