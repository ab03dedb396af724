package io.tallystick.examples.scripts;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.examples.scripts.ScriptOutcome.Status;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What scripts record, and what they are told. */
class MetricCallsTest {
  private final Scripts scripts = new Scripts(ScriptLimits.standard().steps(20_000_000));

  @AfterEach
  void close() {
    scripts.close();
  }

  @Test
  void bothLanguagesCountAndSetGauges() {
    String lua =
        """
        helpers.metrics.count("invoice.sent")
        helpers.metrics.count("invoice.sent", 2, {type = "pdf", paid = true, page = 3})
        return helpers.metrics.gauge("invoice.open", 12, {type = "pdf"})
        """;
    String js =
        """
        helpers.metrics.count('invoice.sent');
        helpers.metrics.count('invoice.sent', 2, {type: 'pdf', paid: true, page: 3});
        helpers.metrics.gauge('invoice.waiting', 12, {type: 'pdf'})
        """;

    assertThat(scripts.lua(lua)).hasToString("completed: accepted");
    assertThat(scripts.js(js)).hasToString("completed: accepted");

    assertThat(scripts.runtime())
        .counter("user.invoice.sent", "type", "pdf", "paid", "true", "page", "3")
        .isEqualTo(4);
    assertThat(scripts.runtime()).counter("user.invoice.sent").isEqualTo(6);
    assertThat(scripts.runtime()).gauge("user.invoice.open", "type", "pdf").isEqualTo(12);
    assertThat(scripts.runtime()).gauge("user.invoice.waiting").isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count()             | bad argument #1 to 'count' (string expected, got no value)
          count(nil)          | bad argument #1 to 'count' (string expected, got nil)
          count(5)            | bad argument #1 to 'count' (string expected, got number)
          count("a.b", {})    | bad argument #2 to 'count' (number expected, got table)
          count("a.b", "1")   | bad argument #2 to 'count' (number expected, got string)
          gauge("a.b")        | bad argument #2 to 'gauge' (number expected, got no value)
          count("a.b", 1, "x")| bad argument #3 to 'count' (table expected, got string)
          count("a.b", 1, {a={}}) | bad argument #3 to 'count' (string, number or boolean expected for tag 'a', got table)
          count("a.b", 1, {"x"})  | bad argument #3 to 'count' (tag keys are strings, got number)
          """)
  void aWrongCallIsAnErrorInTermsOfLua(String call, String message) {
    assertThat(scripts.lua("\nlocal r = helpers.metrics." + call))
        .isEqualTo(ScriptOutcome.failed(message, 2));
    assertThat(scripts.lua("return select(2, pcall(function() helpers.metrics." + call + " end))"))
        .as("the same can be caught")
        .extracting(ScriptOutcome::status)
        .isEqualTo(Status.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          count()             | TypeError: count: the name must be a string, not undefined or null
          count(5)            | TypeError: count: the name must be a string, not a number
          count('a.b', {})    | TypeError: count: the value must be a number, not an object
          count('a.b', '1')   | TypeError: count: the value must be a number, not a string
          gauge('a.b')        | TypeError: gauge: the value must be a number, not undefined
          count('a.b', 1, 'x')| TypeError: count: the tags must be an object, not a string
          count('a.b', 1, ['x'])  | TypeError: count: the tags must be an object, not an array
          count('a.b', 1, () => 1)| TypeError: count: the tags must be an object, not a function
          count('a.b', 1, {a: {}})| TypeError: count: the tag 'a' must be a string, a number or a boolean, not an object
          count('a.b', 1, {a: {toString() { return 'x' }}})| TypeError: count: the tag 'a' must be a string, a number or a boolean, not an object
          count('a.b', 1, {get a() { throw new Error('mine') }})| Error: mine
          """)
  void aWrongCallIsATypeErrorOfJavaScript(String call, String message) {
    assertThat(scripts.js("\nhelpers.metrics." + call)).isEqualTo(ScriptOutcome.failed(message, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'a.b', 0/0            | value_not_finite
          'a.b', 1/0            | value_not_finite
          'a.b', -1             | value_negative
          'Not a name'          | name_syntax
          'user.a.b', 1, EMAIL  | tag_key_denied
          'a.b', 1, PII         | tag_value_pii
          'a.b', 1, MANY        | tag_count
          """)
  void whatAGuardRefusesIsAnAnswerAndNoError(String arguments, String rule) {
    String many = "(function() local t = {} for i = 1, 1000 do t['k' .. i] = i end return t end)()";
    String lua =
        arguments
            .replace("EMAIL", "{email = 'x'}")
            .replace("PII", "{who = 'someone@example.org'}")
            .replace("MANY", many);
    String js =
        arguments
            .replace("EMAIL", "{email: 'x'}")
            .replace("PII", "{who: 'someone@example.org'}")
            .replace(
                "MANY", "Object.fromEntries(Array.from({length: 1000}, (_, i) => ['k' + i, i]))");

    for (ScriptOutcome outcome :
        new ScriptOutcome[] {
          scripts.lua("return helpers.metrics.count(" + lua + ")"),
          scripts.js("helpers.metrics.count(" + js + ")")
        }) {
      assertThat(outcome.toString()).startsWith("completed: refused: " + rule + ": ");
      HostileScriptsTest.saysNothingOfTheHost(outcome);
    }
  }

  @Test
  void aSyntaxErrorAndARuntimeErrorHaveTheirLine() {
    assertThat(scripts.lua("\n\nx x")).isEqualTo(ScriptOutcome.failed("syntax error", 3));
    assertThat(scripts.lua("\n\nerror('mine')")).isEqualTo(ScriptOutcome.failed("mine", 3));
    assertThat(scripts.js("\n\nlet = ;").line()).isEqualTo(3);
    assertThat(scripts.js("\n\nthrow new Error('mine')"))
        .isEqualTo(ScriptOutcome.failed("Error: mine", 3));
  }

  @ParameterizedTest
  @EnumSource(ScriptLanguage.class)
  void aFloodIsBoundedByTheLimitsOfItsTenantAndTouchesNoOther(ScriptLanguage language) {
    MetricsRuntime runtime =
        MetricsRuntime.builder()
            .installed(false)
            .collectionOff(Set.of("all"))
            .limitTenantSeries(7)
            .limitTenantPointsPerMinute(1_000_000)
            .build()
            .start();
    try (Scripts many = new Scripts(runtime, ScriptLimits.standard().steps(20_000_000))) {
      String call =
          "helpers.metrics.count('flood.of_' + i)".replace("+", isLua(language) ? ".." : "+");
      many.run(language, loop(language, 2_000, call));
      ScriptOutcome other =
          Scripts.outcome(
              many.start(
                  "globex", language, loop(language, 100, "helpers.metrics.count('orders.sent')")));

      assertThat(other.status()).isEqualTo(Status.COMPLETED);
      assertThat(many.series("acme")).isEqualTo(7);
      assertThat(many.counted("globex", "orders.sent")).isEqualTo(100);
    }
  }

  private static boolean isLua(ScriptLanguage language) {
    return language == ScriptLanguage.LUA;
  }

  static String loop(ScriptLanguage language, int times, String body) {
    return isLua(language)
        ? "for i = 1, " + times + " do " + body + " end"
        : "for (let i = 1; i <= " + times + "; i++) " + body;
  }
}
