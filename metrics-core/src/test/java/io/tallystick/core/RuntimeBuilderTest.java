package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuntimeBuilderTest {
  private static final Set<String> NO_OPTIONS =
      Set.of(
          "alertListeners",
          "alertRules",
          "alertWebhooks",
          "collectors",
          "derived",
          "derivedTables",
          "storage",
          "installed",
          "build");

  private static Stream<Method> optionMethods() {
    return Stream.of(RuntimeBuilder.class, RuntimeLimitsBuilder.class)
        .flatMap(part -> Stream.of(part.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
        .filter(method -> !NO_OPTIONS.contains(method.getName()));
  }

  @Test
  void everyMethodIsAnOptionsAndEveryOptionHasOne() {
    Set<String> methods = optionMethods().map(Method::getName).collect(Collectors.toSet());

    assertThat(methods)
        .containsExactlyInAnyOrderElementsOf(
            Options.table().stream().map(Option::method).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("io.tallystick.core.OptionTest#options")
  void theMethodSetsTheOptionOfItsName(Option<?> option) throws Exception {
    RuntimeBuilder builder = MetricsRuntime.builder();
    Method method =
        optionMethods().filter(one -> one.getName().equals(option.method())).findFirst().get();
    assertThat(method.invoke(builder, option.standard())).isSameAs(builder);

    assertThat(values(builder).get(option)).isEqualTo(option.standard()).isNotNull();
    assertThat(values(builder)).hasSize(1);
  }

  private static Map<?, ?> values(RuntimeBuilder builder) throws ReflectiveOperationException {
    Object values = field(RuntimeBuilder.class, "values").get(builder);
    return (Map<?, ?>) field(OptionValues.class, "values").get(values);
  }

  private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  @Test
  void buildingNamesEveryMistakeAtOnce() {
    RuntimeBuilder builder =
        MetricsRuntime.builder()
            .sources(OptionSources.NONE)
            .flushInterval(Duration.ofSeconds(7))
            .source("nothing");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("flushInterval")
        .hasMessageContaining("source");
  }

  @Test
  void aPropertyWinsOverTheCode() {
    OptionSources sources = new OptionSources(Map.of("tallystick.enabled", "false"), Map.of());

    try (MetricsRuntime runtime = MetricsRuntime.builder().sources(sources).enabled(true).build()) {
      assertThat(runtime.isEnabled()).isFalse();
    }
  }
}
