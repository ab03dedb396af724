package io.tallystick.servlet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.TimedRuntime;
import io.tallystick.core.alert.Comparison;
import io.tallystick.core.alert.KnownRule;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.alert.RuleMeasure;
import io.tallystick.core.alert.Severity;
import io.tallystick.servlet.MetricsHttpServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The page of alert rules in a real browser, before a runtime whose time the test moves. */
@Tag("browser")
class AlertsBrowserTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int QUICK = 20;
  private static final int SLOW = 900;
  private static TimedRuntime time;
  private static BrowserRig rig;

  /** Its time begins half an hour ago, so that what passes is before the browser's own now. */
  @BeforeAll
  static void open() throws IOException {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(45));
    time =
        new TimedRuntime(
            start,
            builder -> builder.alertRules(RuleDefinition.responseTime("Given in code", 5_000)),
            store -> store);
    requests(5, QUICK);
    requests(4, SLOW);
    requests(6, QUICK);
    rig = BrowserRig.of(time.runtime());
    rig.holdRefreshes();
  }

  @AfterAll
  static void close() {
    if (rig != null) {
      rig.close();
    }
    time.close();
  }

  @AfterEach
  void nobodyComplained() {
    assertThat(rig.script("return window.harmed === undefined")).isEqualTo(true);
    rig.requireNoComplaints();
    time.runtime().alerts().rules().stream()
        .filter(rule -> !rule.isReadOnly())
        .forEach(rule -> time.runtime().alerts().remove(rule.id(), rule.version()));
  }

  /** Some minutes of requests that take so long. */
  private static void requests(int minutes, double millis) {
    for (int i = 0; i < minutes; i++) {
      for (int j = 0; j < 30; j++) {
        time.runtime()
            .metrics()
            .histogram(
                "http.request.duration_ms",
                millis,
                Tags.of("route_id", "/orders", "method", "GET", "status_class", "2xx"));
      }
      time.pass(MINUTE);
    }
  }

  private static KnownRule made(String name, double millis) {
    return time.runtime()
        .alerts()
        .create(RuleDefinition.responseTime(name, millis).window(1).cooldown(0), "ann");
  }

  private static WebElement field(String name) {
    return rig.find(".editor [name='" + name + "']");
  }

  private static void write(String name, String text) {
    field(name).clear();
    field(name).sendKeys(text);
  }

  private static void choose(String name, String text) {
    new Select(field(name)).selectByVisibleText(text);
  }

  private static void press(WebElement within, String text) {
    within.findElements(By.tagName("button")).stream()
        .filter(button -> button.getText().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button " + text + " in " + within.getText()))
        .click();
  }

  /** Rows are drawn anew while the test looks at them: the page looks by itself. */
  private static final String ROW =
      "[...document.querySelectorAll(\"[data-panel='rules'] tbody tr\")]"
          + ".find((row) => row.textContent.includes('%s'))";

  private static void awaitRow(String rule, String text) {
    rig.await(ROW.formatted(rule) + "?.textContent.includes('" + text + "')");
  }

  private static String row(String rule) {
    return String.valueOf(rig.script("return " + ROW.formatted(rule) + "?.textContent"));
  }

  private static void pressIn(String rule, String text) {
    String button = "[...%s.querySelectorAll('button')].find((each) => each.textContent === '%s')";
    rig.script(button.formatted(ROW.formatted(rule), text) + ".click()");
  }

  private static void awaitTold(String text) {
    rig.await("document.querySelector('.told').textContent.includes('" + text + "')");
  }

  private static void refresh() {
    rig.find(".refresh").click();
    rig.awaitRefreshed();
  }

  @Test
  void aRuleIsMadeTriedSwitchedFiresIsResolvedAndIsDeleted() {
    rig.open("/admin/alerts?period=1h");
    press(rig.panel("rules"), "New rule");
    rig.await("!document.querySelector('.editor').hidden");
    write("name", "Slow orders");
    choose("type", "Response time");
    write("window_minutes", "1");
    write("cooldown_minutes", "0");
    assertThat(rig.find(".editor").getText())
        .contains("Fires on: p95 of response times above 500 ms in a minute");

    press(rig.find(".editor"), "Try on the past");
    rig.await("document.querySelector(\"[data-panel='rule'] .lead\").textContent.length > 0");
    assertThat(rig.panel("rule").getText()).contains("would have fired once in");
    assertThat(time.runtime().alerts().rules()).hasSize(1);

    press(rig.find(".editor"), "Save");
    awaitTold("is saved");
    awaitRow("Slow orders", "never");
    pressIn("Slow orders", "Disable");
    awaitTold("is switched off");
    awaitRow("Slow orders", "Enable");
    pressIn("Slow orders", "Enable");
    awaitTold("is switched on");
    awaitRow("Slow orders", "Disable");

    requests(2, SLOW);
    refresh();
    awaitRow("Slow orders", "firing");
    assertThat(rig.panel("events").getText()).contains("firing", "above 500 ms");
    requests(4, QUICK);
    refresh();
    awaitRow("Slow orders", "ok");
    assertThat(row("Slow orders")).doesNotContain("firing");
    assertThat(rig.panel("events").getText()).containsSubsequence("resolved", "firing");

    pressIn("Slow orders", "Delete");
    press(rig.find("dialog.confirm"), "Delete");
    awaitTold("is deleted");
    rig.await("!" + ROW.formatted("Slow orders"));
    assertThat(time.runtime().alerts().rules()).hasSize(1);
  }

  @Test
  void aRuleIsChangedAndKeepsWhatTheFormDoesNotShow() {
    KnownRule rule = made("Slow", 700);
    rig.open("/admin/alerts");

    pressIn("Slow", "Edit");
    rig.await("!document.querySelector('.editor').hidden");
    write("threshold_value", "800");
    write("tag_filter", "status_class=2xx, status_class=5xx, method=GET");
    field("threshold_value").sendKeys(Keys.ENTER);
    awaitTold("is saved");

    RuleDefinition saved = time.runtime().alerts().rule(rule.id()).definition();
    assertThat(saved)
        .isEqualTo(
            RuleDefinition.responseTime("Slow", 800)
                .window(1)
                .cooldown(0)
                .tag("status_class", "2xx", "5xx")
                .tag("method", "GET"));
    assertThat(rig.panel("rule").getText()).contains("above 800 ms", "status_class=2xx");
  }

  @Test
  void aRuleThatIsOpenedAndSavedSaysTheSameAsBefore() {
    RuleMeasure share =
        RuleMeasure.of("orders.failed.count")
            .per("orders.count", new TreeMap<>(Map.of("shop", List.of("a, b", "c=\"d\""))));
    KnownRule spike =
        time.runtime()
            .alerts()
            .create(
                RuleDefinition.spike("Jump", "orders.count")
                    .comparison(Comparison.LT)
                    .minimumVolume(50)
                    .spike(7, 30, 2)
                    .window(1),
                "ann");
    KnownRule few =
        time.runtime()
            .alerts()
            .create(
                RuleDefinition.metric("Few", share, Comparison.LTE, 0.05)
                    .tag("region", "eu, west", " x")
                    .groupBy("shop", "region")
                    .endpoint("GET /api/*")
                    .hold(3)
                    .severity(Severity.CRITICAL),
                "ann");
    rig.open("/admin/alerts");
    for (KnownRule rule : List.of(spike, few)) {
      String name = rule.definition().name();
      pressIn(name, "Edit");
      rig.await("document.querySelector('.editor h2').textContent.includes('" + name + "')");
      press(rig.find(".editor"), "Save");
      awaitTold("“" + name + "” is saved");
      rig.await("document.querySelector('.editor').hidden");

      KnownRule saved = time.runtime().alerts().rule(rule.id());
      assertThat(saved.version()).isGreaterThan(rule.version());
      assertThat(saved.definition()).isEqualTo(rule.definition());
    }
    assertThat(row("Few")).contains("at or below 5 %", "per orders.count with", "GET /api/*");
  }

  @Test
  void whatIsWrongIsSaidAtItsFieldAndNothingIsSaved() {
    rig.open("/admin/alerts?edit=new");
    write("name", "Wrong");
    write("threshold_value", "400");
    press(rig.find(".editor"), "Save");
    rig.await("document.querySelector('.editor [name=threshold_value][aria-invalid]')");
    assertThat(rig.find(".editor").getText()).contains("threshold_value is 400");

    write("threshold_value", "40");
    write("tag_filter", "what");
    press(rig.find(".editor"), "Save");
    assertThat(rig.find(".editor").getText()).contains("“what” is no tag: write key=value");

    write("tag_filter", "");
    press(rig.find(".editor"), "Add a webhook");
    rig.find(".webhook input").sendKeys("http://127.0.0.1:9/secret");
    press(rig.find(".editor"), "Save");
    rig.await("document.querySelector('form > p.bad').textContent.includes('webhooks')");
    assertThat(time.runtime().alerts().rules()).hasSize(1);
    rig.forgetComplaintsOf("422");
  }

  @Test
  void whoChangesWhatSomebodyElseChangedIsTold() {
    KnownRule rule = made("Slow", 700);
    rig.open("/admin/alerts?edit=" + rule.id());
    time.runtime().alerts().update(rule.id(), rule.version(), rule.definition().hold(2));
    write("threshold_value", "800");
    press(rig.find(".editor"), "Save");

    rig.await("document.querySelector('form > p.bad').textContent.length > 0");
    assertThat(time.runtime().alerts().rule(rule.id()).definition().timing().hold()).isEqualTo(2);
    assertThat(field("threshold_value").getDomProperty("value")).isEqualTo("800");
    rig.forgetComplaintsOf("412");
  }

  @Test
  void theLinkOfAMessageShowsThatRuleAndThatTime() {
    KnownRule rule = made("Slow " + SeededHistory.HOSTILE, 700);
    long at = Instant.now().minus(Duration.ofMinutes(30)).toEpochMilli();
    rig.open("/admin/alerts?rule=" + rule.id() + "&at=" + at);

    assertThat(rig.find(".periods [aria-pressed='true']").getText()).isEqualTo("Custom");
    assertThat(rig.panel("rule").getText()).contains("Slow " + SeededHistory.HOSTILE);
    assertThat(rig.panel("events").getText()).contains("What happened to “Slow <img");
    assertThat(String.valueOf(rig.script("return window.location.search")))
        .contains("rule=" + rule.id(), "from=")
        .doesNotContain("at=");
    assertThat(rig.all("main img")).isEmpty();
  }

  @Test
  void rulesOfCodeAreOnlyTestedAndSayWhomTheyTell() {
    rig.open("/admin/alerts");

    assertThat(row("Given in code"))
        .contains("from code or a file", "Test")
        .doesNotContain("Edit", "Delete");
    pressIn("Given in code", "Test");
    rig.await("document.querySelector('.told').textContent.length > 0");
    assertThat(rig.find(".told").getText()).containsAnyOf("delivered", "tells nobody");
  }

  @Test
  void whoMayChangeNothingIsToldWhy() throws IOException {
    try (MetricsHttpServer readOnly = rig.readOnly()) {
      rig.driver.get("http://127.0.0.1:%d/admin/alerts".formatted(readOnly.address().getPort()));
      rig.awaitRefreshed();

      assertThat(rig.panel("rules").getText()).contains("whoever may change something");
      assertThat(rig.all("[data-panel='rules'] tbody tr")).isEmpty();
    }
    rig.forgetComplaintsOf("403");
    rig.open("/admin/alerts");
  }

  @Test
  void keysLeadToAllPages() {
    rig.open("/admin/alerts");
    rig.find("body").sendKeys("ge");
    rig.await("location.pathname.endsWith('/explore')");
    rig.awaitRefreshed();
    rig.find("body").sendKeys("gl");
    rig.await("location.pathname.endsWith('/alerts')");
    rig.awaitRefreshed();
    rig.find("body").sendKeys("/");
    rig.await("document.activeElement.name === 'metric'");
  }
}
