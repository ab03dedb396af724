package io.tallystick.servlet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The panels of the overview that few systems fill, in a real browser. */
@Tag("browser")
class PanelsBrowserTest {
  private static final int TIMES = SeededPanels.TIMES;
  private static final Set<String> GRAVE = Set.of("serious", "critical");
  private static BrowserRig rig;

  @BeforeAll
  static void open() throws IOException {
    rig = BrowserRig.ofFull();
    rig.holdRefreshes();
  }

  @AfterAll
  static void close() {
    if (rig != null) {
      rig.close();
    }
  }

  @AfterEach
  void nobodyComplained() {
    rig.driver.manage().window().setSize(new Dimension(1_440, 1_000));
    assertThat(rig.script("return window.harmed === undefined")).isEqualTo(true);
    rig.requireNoComplaints();
  }

  private static String query() {
    return String.valueOf(rig.script("return window.location.search"));
  }

  private static List<String> titles() {
    return rig.all(".panel:not([hidden]) h2").stream().map(WebElement::getText).toList();
  }

  /** What the numbers beside a picture say, by what is written above them. */
  private static WebElement figure(String panel, String label) {
    return rig.panel(panel).findElements(By.cssSelector(".figures > div")).stream()
        .filter(each -> each.findElement(By.tagName("dt")).getText().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /** What is to be seen in a panel, in one line. */
  private static String picture(String panel) {
    return rig.panel(panel).findElement(By.className("picture")).getText().replaceAll("\\s+", " ");
  }

  private static void look(String panel, String view, String expected) {
    rig.tool(panel, view).click();
    rig.await(
        "document.querySelector(\"[data-panel='%s']\").textContent.includes('%s')"
            .formatted(panel, expected));
  }

  @Test
  void panelsStandInTheirOrderAndLeaveNoHole() {
    rig.open("/admin/");

    assertThat(titles())
        .startsWith(
            "Quick stats",
            "Authentication activity",
            "Authorization health",
            "Recent sign-ins",
            "Pipeline executions",
            "Webhook reliability",
            "Administration",
            "OIDC and OAuth health");
    assertThat(rig.all(".panel.failed, .panel.empty")).isEmpty();
    Object holes =
        rig.script(
            """
            const grid = document.querySelector('.panels').getBoundingClientRect();
            const boxes = [...document.querySelectorAll('.panels > .panel:not([hidden])')]
              .map((each) => each.getBoundingClientRect());
            const rows = Map.groupBy(boxes, (box) => Math.round(box.top));
            return [...rows.values()].filter((row) =>
              Math.abs(Math.max(...row.map((box) => box.right)) - grid.right) > 1).length;
            """);
    assertThat(holes).isEqualTo(0L);
  }

  @Test
  void whatTheApplicationDerivesHasACardOfItsOwn() {
    rig.open("/admin/");

    assertThat(picture("stats")).contains("Users total 42");
  }

  @Test
  void valuesOfChecksAreSpreadOut() {
    rig.open("/admin/");
    look("authorization", "Spread", "Traversal depth");

    assertThat(query()).isEqualTo("?open=authorization.2");
    assertThat(rig.panel("authorization").getText())
        .contains("Traversal depth: 900 measured, 3 in the mean", "p95\n3", "max\n24");
    rig.open("/admin/" + query());
    assertThat(rig.panel("authorization").getText()).contains("Subjects expanded");
    rig.tool("authorization", "Table").click();
    assertThat(rig.panel("authorization").findElement(By.cssSelector(".twin")).getText())
        .contains("Traversal depth 900 3 3");
  }

  @Test
  void whoWaitsForAScriptEngineIsSeenAtOnce() {
    rig.open("/admin/");

    WebElement waiting = figure("pipelines", "Waiting");
    assertThat(waiting.getText()).isEqualTo("Waiting\n2\ncallers wait for an engine");
    assertThat(waiting.getDomAttribute("class")).isEqualTo("beyond");
    assertThat(figure("pipelines", "Pool active").getText()).isEqualTo("Pool active\n6");
    assertThat(figure("pipelines", "Pool exhausted").getText()).contains(String.valueOf(TIMES));
  }

  @Test
  void aTableOfTheApplicationFillsCards() {
    rig.open("/admin/");

    assertThat(figure("pipelines", "Executions").getText()).isEqualTo("Executions\n1.23 k");
    assertThat(figure("pipelines", "Mean duration").getText()).isEqualTo("Mean duration\n87.5 ms");
    assertThat(rig.panel("sign-ins").getText()).contains("ann password");
  }

  @Test
  void overheadStandsAgainstTheTimeOfScripts() {
    rig.open("/admin/?open=pipelines.1");

    assertThat(picture("pipelines"))
        .contains("scripts, all together", "overhead of nodes, all together 4.5 s");
    assertThat(figure("pipelines", "Waiting").getText()).contains("2");
  }

  @Test
  void webhooksSayHowLongTheyTakeAndHowManyThereAre() {
    rig.open("/admin/");

    assertThat(figure("webhooks", "Emit, p95").getText()).isEqualTo("Emit, p95\n12 ms");
    assertThat(figure("webhooks", "Delivery, p95").getText()).isEqualTo("Delivery, p95\n230 ms");
    assertThat(figure("webhooks", "Total").getText()).matches("Total\n6[.][89]\\d? k");
  }

  @Test
  void errorsOfOauthAreUnfoldedByReasonAndStaySo() {
    rig.open("/admin/");
    assertThat(figure("oidc", "Token, p95").getText()).isEqualTo("Token, p95\n21 ms");
    assertThat(picture("oidc")).doesNotContain("no_verifier");

    rig.find("[data-panel='oidc'] summary").click();
    rig.await("window.location.search.includes('open=oidc.fold5.1')");
    rig.find(".refresh").click();
    rig.awaitRefreshed();

    assertThat(picture("oidc"))
        .contains("PKCE failed, by reason " + 2 * TIMES, "no_verifier " + 2 * TIMES);
    rig.find("[data-panel='oidc'] summary").click();
    rig.await("window.location.search === ''");
  }

  @Test
  void whatIsUnfoldedStaysSoBesideAnotherView() {
    rig.open("/admin/?open=oidc.fold5.1");
    look("oidc", "Times", "authorize");

    rig.await("new URLSearchParams(location.search).get('open') === 'oidc.fold5.1 oidc.1'");
    rig.open("/admin/" + query());
    look("oidc", "Requests", "no_verifier");
    assertThat(query()).isEqualTo("?open=oidc.fold5.1");
  }

  @Test
  void whereNothingIsKnownNoNumberIsZero() {
    Instant now = Instant.now();
    rig.open(
        "/admin/?from=%s&to=%s"
            .formatted(
                now.minus(Duration.ofMinutes(SeededHistory.OFF_TO - 10)),
                now.minus(Duration.ofMinutes(SeededHistory.OFF_FROM + 10))));

    assertThat(picture("stats")).contains("Requests – nothing to compare with", "Error rate –");
    assertThat(rig.panel("api-keys").getText()).contains("Nothing was recorded", "metrics.count");
    assertThat(rig.panel("keys").getText()).contains("Nothing was recorded");
  }

  @Test
  void keysOfTheApiAreCountedAndTimed() {
    rig.open("/admin/");

    assertThat(picture("api-keys"))
        .contains("issued " + 2 * TIMES, "not issued " + TIMES, "revoked " + TIMES);
    assertThat(figure("api-keys", "Missing").getText()).isEqualTo("Missing\n" + 3 * TIMES);
    assertThat(figure("api-keys", "Resolve, p95").getText()).isEqualTo("Resolve, p95\n2 ms");
    assertThat(figure("api-keys", "Groups of a key, mean").getText()).endsWith("\n5");
    assertThat(picture("api-keys-invalid")).contains("expired " + 4 * TIMES);
  }

  @Test
  void mailSaysWhatShareOfItArrives() {
    rig.open("/admin/");

    assertThat(picture("email"))
        .contains("sent " + 15 * TIMES, "failed " + 3 * TIMES, "rate limited " + 2 * TIMES);
    assertThat(figure("email", "Success rate").getText()).isEqualTo("Success rate\n75 %");
    assertThat(figure("email", "Sending, p95").getText()).isEqualTo("Sending, p95\n90 ms");
  }

  @Test
  void aSigningKeyThatGrowsOldIsYellowAndSaysSo() {
    rig.open("/admin/");

    WebElement age = figure("keys", "Age of the active key");
    assertThat(age.getText()).isEqualTo("Age of the active key\n28 d\nolder than 25 days");
    assertThat(rig.script("return arguments[0].style.getPropertyValue('--hue')", age))
        .isEqualTo("var(--warning)");
    assertThat(figure("keys", "Last rotation").getDomAttribute("title")).endsWith(" UTC");
    assertThat(figure("keys", "Rotation, p95").getText()).isEqualTo("Rotation, p95\n150 ms");
    assertThat(figure("keys", "Pruned").getText()).isEqualTo("Pruned\n" + TIMES);
  }

  @Test
  void whatAdministratorsDidIsASentenceEachAndTheNewestIsFirst() {
    rig.open("/admin/");
    List<String> rows =
        rig.all("[data-panel='administration'] tbody tr").stream()
            .map(WebElement::getText)
            .toList();

    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).contains("Admin revoked session 3 admin 2, support 1");
    assertThat(rows.get(1)).contains("Auth model updated 4 " + SeededHistory.HOSTILE + " 4");
    assertThat(rows.get(2)).contains("Secret not rotated 1");
    rig.open("/admin/?period=1h");
    assertThat(rig.panel("administration").getText()).contains("Nothing was recorded");
  }

  @Test
  void aMetricOfTenantsIsChosenAndNarrowedToOne() {
    rig.open("/admin/");
    assertThat(picture("user-metrics")).contains("user.invoice.open 12");

    new Select(rig.find("[data-panel='user-metrics'] select"))
        .selectByValue("user.invoice.processed_count");
    rig.await(shows("user.invoice.processed_count12"));
    rig.find("[data-panel='user-metrics'] input").sendKeys(SeededPanels.TENANT, Keys.ENTER);
    rig.await(shows("user.invoice.processed_count7"));

    assertThat(query())
        .isEqualTo("?user_metric=user.invoice.processed_count&user_tenant=" + SeededPanels.TENANT);
    rig.open("/admin/" + query());
    assertThat(picture("user-metrics")).contains("user.invoice.processed_count 7");
    rig.open("/admin/?user_metric=user.nobody");
    assertThat(rig.panel("user-metrics").getText()).contains("there is no “user.nobody”");
    rig.open("/admin/?user_tenant=nobody");
    assertThat(rig.panel("user-metrics").getText()).contains("Nothing was recorded");
  }

  private static String shows(String text) {
    return "document.querySelector(\"[data-panel='user-metrics'] .legend\").textContent === '%s'"
        .formatted(text);
  }

  @Test
  void workflowsAreToldApartByTypeOutcomeAndError() {
    rig.open("/admin/");

    assertThat(picture("workflows"))
        .contains("audit · success " + 8 * TIMES, "audit · failure " + 2 * TIMES);
    assertThat(picture("workflow-status")).contains("80 %", "20 %");
    assertThat(picture("workflow-failures"))
        .contains("execution_error " + 2 * TIMES, "debugger_call " + 5 * TIMES);
    look("workflows", "Times", "p99");
    assertThat(picture("workflows")).contains("p50 800 ms");
  }

  @Test
  void slowStretchesAreShadedAndSaidAndErrorsAreToldByEndpoint() {
    rig.open("/admin/api");

    Object stretches =
        rig.script(
            "return Chart.getChart(document.querySelector(\"[data-panel='times'] canvas\"))"
                + ".$stretches.length");
    assertThat((Long) stretches).as("around the hour in which it was off").isBetween(1L, 2L);
    assertThat(rig.panel("times").getText()).contains("p95 above its threshold from ");
    assertThat(rig.find("[data-panel='times'] canvas").getDomAttribute("aria-label"))
        .contains("Response time, the last 24 hours");
    assertThat(rig.panel("errors-by-endpoint").getText()).contains("/api/orders 0 ", " %");
    rig.find("[data-panel='errors-by-endpoint'] tbody button").click();
    rig.awaitRefreshed();
    assertThat(query()).isEqualTo("?route=%2Fapi%2Forders");
  }

  @Test
  void aLimitIsSaidAsAKeyWithItsRequestsAMinute() {
    rig.open("/admin/api");

    assertThat(rig.panel("limits").getText())
        .containsPattern("Key quiet is at [05] of 100 requests a minute");
  }

  @ParameterizedTest
  @CsvSource({"1440, light", "1440, dark", "390, light", "390, dark"})
  void everybodyCanUseThem(int width, String theme) throws IOException {
    rig.driver.manage().window().setSize(new Dimension(width, 1_000));
    rig.open("/admin/?open=authorization.2+oidc.fold5.1");
    rig.script("document.documentElement.dataset.theme = arguments[0]", theme);
    rig.find(".refresh").click();
    rig.awaitRefreshed();
    rig.shoot("panels-%d-%s".formatted(width, theme));

    assertThat(new AxeBuilder().analyze(rig.driver).getViolations())
        .filteredOn(each -> GRAVE.contains(each.getImpact()))
        .isEmpty();
    assertThat(rig.script("return document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo(true);
  }
}
