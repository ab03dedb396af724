package io.tallystick.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeBuilder;
import io.tallystick.core.deliver.WebhookSettings;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import io.tallystick.servlet.http.EndpointRules;
import io.tallystick.store.sqlite.SqliteOptions;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever can be set is on a page, and no page names what cannot. */
class SettingsPagesTest {
  private static final Pattern FILTER_ROW =
      Pattern.compile("(?m)^\\| `[a-z]\\w*\\(.*?\\| (.*?) \\|");
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z]+)`");
  private static final Map<String, Class<?>> SETTINGS =
      Map.of(
          "FilterSettings", FilterSettings.class,
          "EndpointSettings", EndpointSettings.class,
          "EndpointRules", EndpointRules.class,
          "WebhookSettings", WebhookSettings.class,
          "SqliteOptions", SqliteOptions.class,
          "RuntimeBuilder", RuntimeBuilder.class);

  private static String page(String name) {
    return Repository.text(Repository.root().resolve("docs").resolve(name));
  }

  /** What gives back settings of the same kind, changed. */
  private static Set<String> changes(Class<?> settings) {
    return Arrays.stream(settings.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == settings)
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @CsvSource({
    "FilterSettings, filter.md",
    "EndpointSettings, endpoints.md",
    "EndpointRules, endpoints.md",
    "WebhookSettings, webhooks.md",
    "SqliteOptions, storage.md",
  })
  void whatCanBeSetIsOnItsPage(String settings, String page) {
    String text = page(page);

    assertThat(changes(SETTINGS.get(settings)))
        .isNotEmpty()
        .filteredOn(name -> !Pattern.compile("\\b" + name + "\\b").matcher(text).find())
        .isEmpty();
  }

  @Test
  void whatABuilderTakesIsOnSomePage() {
    String all = Repository.pages().stream().map(Repository::text).collect(Collectors.joining());

    assertThat(changes(RuntimeBuilder.class))
        .hasSizeGreaterThan(40)
        .filteredOn(name -> !Pattern.compile("\\b" + name + "\\b").matcher(all).find())
        .isEmpty();
  }

  @Test
  void theFilterAsksForTheParametersThatItsPageNames() throws Exception {
    Set<String> named = new TreeSet<>();
    FILTER_ROW
        .matcher(page("filter.md"))
        .results()
        .flatMap(row -> NAME.matcher(row.group(1)).results())
        .forEach(name -> named.add(name.group(1)));
    Set<String> asked = new TreeSet<>();
    try (MetricsRuntime runtime = TestRuntime.create()) {
      ServletContext context = answering(ServletContext.class, name -> runtime, null);
      for (String header : new String[] {"X-Any", null}) {
        Function<String, Object> parameters =
            name -> {
              asked.add(name);
              return name.endsWith("Header") ? header : null;
            };
        new MetricsFilter().init(answering(FilterConfig.class, parameters, context));
      }
    }

    assertThat(asked).isEqualTo(named);
  }

  /** Something that is asked by name alone, but for the context that it is in. */
  private static <T> T answering(
      Class<T> type, Function<String, Object> named, @Nullable ServletContext context) {
    InvocationHandler handler =
        (self, method, arguments) ->
            arguments == null ? context : named.apply((String) arguments[0]);
    return type.cast(
        Proxy.newProxyInstance(
            SettingsPagesTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
