package io.tallystick.core;

import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.SeriesGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the value of each option: system property, environment, code, default, the first that is
 * there; and gathers what is wrong, so that all of it can be said at once.
 */
final class OptionResolver {
  private static final SeriesGuard SHOWN = SeriesGuard.forSystem(GuardLimits.standard());

  private final OptionSources sources;
  private final OptionValues code;
  private final List<String> problems = new ArrayList<>();

  OptionResolver(OptionSources sources, OptionValues code) {
    this.sources = sources;
    this.code = code;
  }

  /** The value of an option; its default, and a problem, when the value given is impossible. */
  <T> GivenOption<T> resolve(Option<T> option) {
    return inProperties(option)
        .or(() -> inEnvironment(option))
        .or(() -> inCode(option))
        .orElseGet(() -> standard(option));
  }

  /** Whether any source says {@code false} of a flag, whatever the others say. */
  boolean isFalseAnywhere(Option<Boolean> flag) {
    return "false".equals(sources.properties().get(flag.property()))
        || "false".equals(sources.environment().get(flag.variable()))
        || code.get(flag).equals(Optional.of(false));
  }

  /** Notes a problem if what is given is impossible, also where another source goes before it. */
  void checkEverySource(Option<?> option) {
    // What goes first was checked when it was resolved.
    if (sources.properties().containsKey(option.property())) {
      inEnvironment(option);
    }
  }

  void add(String problem) {
    problems.add(problem);
  }

  /**
   * Stops the start if anything is wrong.
   *
   * @throws IllegalArgumentException with one line for each problem
   */
  void throwIfAnyProblem() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "Tallystick does not start, because its options cannot work:\n- "
              + String.join("\n- ", problems));
    }
  }

  /** A text as it may stand in a message: short, on one line, without personal data or secrets. */
  static String shown(String text) {
    return SHOWN.admit("option.value", null, "text", text).tags().get(1);
  }

  private <T> Optional<GivenOption<T>> inProperties(Option<T> option) {
    return Optional.ofNullable(sources.properties().get(option.property()))
        .map(text -> read(option, text, "The property " + option.property()));
  }

  private <T> Optional<GivenOption<T>> inEnvironment(Option<T> option) {
    return Optional.ofNullable(sources.environment().get(option.variable()))
        .map(text -> read(option, text, "The variable " + option.variable()));
  }

  private <T> Optional<GivenOption<T>> inCode(Option<T> option) {
    return code.get(option)
        .map(
            value ->
                checked(
                    option,
                    Optional.of(value).filter(option.type()::allows),
                    "The builder's " + option.method(),
                    option.type().text(value)));
  }

  private static <T> GivenOption<T> standard(Option<T> option) {
    T value = option.standard();
    return new GivenOption<>(
        value, "The default of " + option.property(), option.type().text(value), true);
  }

  private <T> GivenOption<T> read(Option<T> option, String text, String origin) {
    return checked(option, option.type().read(text), origin, text);
  }

  private <T> GivenOption<T> checked(
      Option<T> option, Optional<T> possible, String origin, String text) {
    if (possible.isEmpty()) {
      problems.add(
          "%s is \"%s\": choose %s.".formatted(origin, shown(option, text), option.type().rule()));
      return standard(option);
    }
    return new GivenOption<>(possible.get(), origin, shown(option, text), false);
  }

  private static String shown(Option<?> option, String text) {
    return option.type().isSecret() ? Secret.HIDDEN : shown(text);
  }
}
