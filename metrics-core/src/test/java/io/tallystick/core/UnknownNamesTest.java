package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {
  @ParameterizedTest
  @MethodSource("io.tallystick.core.OptionTest#options")
  void everyOptionIsKnownByItsOwnName(Option<?> option) {
    assertThat(
            UnknownNames.problems(
                new OptionSources(Map.of(option.property(), "x"), Map.of(option.variable(), "x"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tallystick.flsh.interval, tallystick.flush.interval",
    "tallystick.flush_interval, tallystick.flush.interval",
    "tallystick.flushInterval, tallystick.flush.interval",
    "TALLYSTICK_FLUSH_INTERVAL, tallystick.flush.interval",
    "Tallystick.Include.Client.Ids, tallystick.include.client.ids",
    "TALLYSTICK.INCLUDE.CLIENT.IDS, tallystick.include.client.ids",
    "tallystick-source, tallystick.source",
    "tallystick.retention.7d, tallystick.retention.1d",
    "tallystick.limit.series, tallystick.limit.series.in.all",
    "tallystick., tallystick.tags",
  })
  void anUnknownPropertyGetsTheNearestNameProposed(String name, String nearest) {
    assertThat(UnknownNames.problems(new OptionSources(Map.of(name, "x"), Map.of())))
        .containsExactly("The property %s is not known: did you mean %s?".formatted(name, nearest));
  }

  @ParameterizedTest
  @CsvSource({
    "TALLYSTICK_ENABELD, TALLYSTICK_ENABLED",
    "tallystick_enabled, TALLYSTICK_ENABLED",
    "tallystick.enabled, TALLYSTICK_ENABLED",
    "Tallystick_Include_Client_Ids, TALLYSTICK_INCLUDE_CLIENT_IDS",
    "TALLYSTICK_INCLUDE_CLİENT_IDS, TALLYSTICK_INCLUDE_CLIENT_IDS",
    "TALLYSTICK_RETENTION_POINT, TALLYSTICK_RETENTION_POINTS",
    "TALLYSTICK_PORTS, TALLYSTICK_POINTS",
  })
  void anUnknownVariableGetsTheNearestNameProposed(String name, String nearest) {
    assertThat(UnknownNames.problems(new OptionSources(Map.of(), Map.of(name, "x"))))
        .containsExactly("The variable %s is not known: did you mean %s?".formatted(name, nearest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PATH",
        "tallystick",
        "TALLYSTICK",
        "tallysticks.flush",
        "my.tallystick.flush",
        "XTALLYSTICK_FLUSH",
        "tally.stick"
      })
  void otherNamesAreNoneOfOurBusiness(String name) {
    assertThat(UnknownNames.problems(new OptionSources(Map.of(name, "x"), Map.of(name, "x"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TALLYSTICK_SERVICE_HOST",
        "TALLYSTICK_SERVICE_PORT",
        "TALLYSTICK_SERVICE_PORT_HTTP",
        "TALLYSTICK_PORT",
        "TALLYSTICK_PORT_8080_TCP",
        "TALLYSTICK_PORT_8080_TCP_PROTO",
        "TALLYSTICK_PORT_8080_TCP_PORT",
        "TALLYSTICK_PORT_53_UDP_ADDR",
        "TALLYSTICK_WEB_2_SERVICE_HOST",
        "TALLYSTICK_WEB_PORT_80_TCP"
      })
  void whatKubernetesSaysOfAServiceOfThatNameIsLeftAlone(String name) {
    assertThat(UnknownNames.problems(new OptionSources(Map.of(), Map.of(name, "10.0.0.1"))))
        .isEmpty();
    assertThat(UnknownNames.problems(new OptionSources(Map.of(name, "10.0.0.1"), Map.of())))
        .hasSize(1);
  }

  @Test
  void aNameWithoutEndIsCutAndStaysOnItsLine() {
    String name = "tallystick.a\nb" + "x".repeat(1_000_000);

    assertThat(UnknownNames.problems(new OptionSources(Map.of(name, "x"), Map.of())))
        .singleElement()
        .satisfies(problem -> assertThat(problem).hasSizeLessThan(250).doesNotContain("\n", "\r"));
  }

  @Test
  void unknownNamesComeInAlphabeticalOrderPropertiesFirst() {
    assertThat(
            UnknownNames.problems(
                new OptionSources(
                    Map.of("tallystick.b", "", "tallystick.a", ""),
                    Map.of("TALLYSTICK_B", "", "TALLYSTICK_A", ""))))
        .extracting(problem -> problem.split(" ")[2])
        .containsExactly("tallystick.a", "tallystick.b", "TALLYSTICK_A", "TALLYSTICK_B");
  }
}
