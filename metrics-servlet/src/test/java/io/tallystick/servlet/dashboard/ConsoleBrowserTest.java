package io.tallystick.servlet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The overview in a real browser. */
@Tag("browser")
class ConsoleBrowserTest {
  private static BrowserRig rig;

  @BeforeAll
  static void open() throws IOException {
    rig = BrowserRig.ofSeeded();
  }

  @AfterAll
  static void close() {
    if (rig != null) {
      rig.close();
    }
  }

  @AfterEach
  void nobodyComplained() {
    assertThat(rig.script("return window.harmed === undefined")).isEqualTo(true);
    rig.requireNoComplaints();
  }

  private static String query() {
    return String.valueOf(rig.script("return window.location.search"));
  }

  @Test
  void whatWasRecordedIsShownAndWhatWasNotIsNot() {
    rig.open("/admin/");

    assertThat(rig.driver.getTitle()).isEqualTo("Overview – Tallystick");
    assertThat(rig.all(".panel.failed")).isEmpty();
    assertThat(rig.all(".panel.empty")).isEmpty();
    assertThat(rig.panel("stats").getText()).contains("Requests", "Error rate", "Active sessions");
    assertThat(rig.panel("authentication").getText()).contains("logins succeeded", "logins failed");
    assertThat(rig.panel("webhooks").getText()).contains("successful", "failed", "%");
    assertThat(rig.all("[data-panel='email'], [data-panel='sign-ins']")).isEmpty();
    assertThat(rig.panel("authentication").getText())
        .contains("one point every hour, from buckets of");
  }

  @Test
  void hostileNamesAreShownAsText() {
    rig.open("/admin/");

    assertThat(rig.panel("pipelines").getText()).contains(SeededHistory.HOSTILE);
    assertThat(rig.panel("oidc").getText()).contains(SeededHistory.HOSTILE);
    rig.tool("pipelines", "Table").click();
    assertThat(rig.panel("pipelines").getText()).contains(SeededHistory.HOSTILE);
    assertThat(rig.find("nav").getText()).contains("Shop <i>");
    assertThat(rig.all("main img, nav i")).isEmpty();
  }

  @Test
  void aTimeIsChosenAndIsInTheAddressWithoutDefaults() {
    rig.open("/admin/");
    assertThat(query()).isEmpty();

    press("6h");
    assertThat(query()).isEqualTo("?period=6h");
    assertThat(rig.panel("authentication").getText()).contains("one point every 5 minutes");
    rig.open("/admin/" + query());
    assertThat(rig.find(".periods [aria-pressed='true']").getText()).isEqualTo("6h");

    press("24h");
    assertThat(query()).isEmpty();
    rig.driver.navigate().back();
    rig.awaitRefreshed();
    assertThat(query()).isEqualTo("?period=6h");
  }

  private static void press(String period) {
    rig.all(".periods button").stream()
        .filter(button -> button.getText().equals(period))
        .findFirst()
        .orElseThrow()
        .click();
    rig.awaitRefreshed();
  }

  @Test
  void whoChoosesAgainBeforeTheFirstIsShownGetsTheSecond() {
    rig.open("/admin/");
    rig.script(
        "const buttons = () => [...document.querySelectorAll('.periods button')];"
            + " buttons()[1].click(); buttons()[3].click();");
    rig.awaitRefreshed();

    assertThat(query()).isEqualTo("?period=7d");
    assertThat(rig.panel("authentication").getText()).contains("one point every 6 hours");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?period=2d", "?from=yesterday&to=now", "?refresh=maybe", "?period=%3Cb%3E"})
  void whatMakesNoSenseInTheAddressIsSaidAndTakenAsTheDefault(String address) {
    rig.open("/admin/" + address);

    assertThat(rig.find(".complaints").getText()).contains("is not understood");
    assertThat(rig.find(".periods [aria-pressed='true']").getText()).isEqualTo("24h");
    assertThat(rig.all(".panel.failed")).isEmpty();
  }

  @Test
  void aDragOnAChartZoomsAllAndThereIsAWayBack() {
    rig.open("/admin/");
    WebElement stage = rig.find("[data-panel='authentication'] .stage");
    int width = stage.getSize().getWidth();

    new Actions(rig.driver)
        .moveToElement(stage, -width / 4, 0)
        .clickAndHold()
        .moveByOffset(width / 3, 0)
        .release()
        .perform();
    rig.awaitRefreshed();

    assertThat(query()).contains("from=", "to=");
    assertThat(rig.find(".custom").getText()).contains(" to ");
    assertThat(rig.panel("caches").getText()).contains("Hits");
    rig.find(".custom button").click();
    rig.await("window.location.search === ''");
    rig.awaitRefreshed();
    assertThat(rig.all(".custom button")).isEmpty();
  }

  @Test
  void theWayBackLeadsThroughTheTimesThatWereShown() {
    rig.open("/admin/?from=2026-03-01T10:00:00.000Z&to=2026-03-01T12:00:00.000Z");
    assertThat(rig.find(".auto").getText()).isEqualTo("Fixed time");
    press("7d");
    new Actions(rig.driver).sendKeys("[").perform();
    rig.awaitRefreshed();
    new Actions(rig.driver).sendKeys("[").perform();
    rig.awaitRefreshed();
    String second = query();

    new Actions(rig.driver).sendKeys("]").perform();
    rig.awaitRefreshed();
    assertThat(query()).isNotEqualTo(second).contains("from=");
    rig.find(".custom button").click();
    rig.awaitRefreshed();
    assertThat(query()).isEqualTo(second);
    rig.find(".custom button").click();
    rig.find(".custom button").click();
    rig.awaitRefreshed();
    assertThat(query()).isEqualTo("?period=7d");
  }

  @Test
  void whoUsesKeysStaysWhereTheyAreWhenThePageIsRenewed() {
    rig.open("/admin/");
    rig.script("document.querySelector(\"[data-panel='authentication'] .legend .entry\").focus()");
    rig.script("document.querySelector('.refresh').click()");
    rig.awaitRefreshed();

    assertThat(rig.script("return document.activeElement.dataset.key"))
        .isEqualTo("logins succeeded");
  }

  @Test
  void pointingAtAChartTellsTheSameTimeInAll() {
    rig.open("/admin/");
    WebElement stage = rig.find("[data-panel='authentication'] .stage");

    new Actions(rig.driver).moveToElement(stage).perform();

    rig.await("document.querySelectorAll('.tip:not([hidden])').length > 3");
    WebElement tip = rig.find("[data-panel='authentication'] .tip");
    assertThat(tip.getText()).contains("UTC", "logins succeeded");
    Object times =
        rig.script(
            "return new Set([...document.querySelectorAll('.tip:not([hidden]) .when')]"
                + ".map((each) => each.textContent)).size");
    assertThat(times).isEqualTo(1L);
  }

  @Test
  void theLegendShowsOneAloneAndAllAgain() {
    rig.open("/admin/");
    WebElement entry = rig.find("[data-panel='authentication'] .legend .entry");
    entry.click();
    assertThat(rig.all("[data-panel='authentication'] .legend [aria-pressed='true']")).hasSize(1);
    assertThat(hidden()).isEqualTo(2L);

    rig.find("[data-panel='authentication'] .legend [aria-pressed='true']").click();
    assertThat(hidden()).isEqualTo(0L);
  }

  private static Object hidden() {
    return rig.script(
        "return Chart.getChart(document.querySelector(\"[data-panel='authentication'] canvas\"))"
            + ".data.datasets.filter((each) => each.hidden).length");
  }

  @Test
  void theTimeWhenNothingWasRecordedIsAGapAndNoZero() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    Instant from = now.minus(Duration.ofMinutes(SeededHistory.OFF_TO + 60));
    Instant to = now.minus(Duration.ofMinutes(SeededHistory.OFF_FROM - 60));
    rig.open("/admin/?from=%s&to=%s".formatted(from, to));
    String values =
        "const values = Chart.getChart(document.querySelector("
            + "\"[data-panel='pipelines'] canvas\")).data.datasets[0].data.map((each) => each.y);";

    assertThat((Long) rig.script(values + "return values.filter((each) => each === null).length"))
        .as("points of five minutes in the hour in which it was off")
        .isBetween(10L, 12L);
    assertThat((Long) rig.script(values + "return values.filter((each) => each > 0).length"))
        .isGreaterThan(15L);
    assertThat(rig.script(values + "return values.includes(0)")).isEqualTo(false);
  }

  @Test
  void anEmptyPanelShowsTheCodeThatFillsIt() {
    rig.open("/admin/page?id=shop");
    assertThat(rig.panel("none").getText())
        .contains("Nothing was recorded", "metrics.count(\"shop.orders.count\", 1);");
    assertThat(rig.all("[data-panel='none'] canvas").get(0).isDisplayed()).isFalse();
  }

  @Test
  void everyPictureHasATableTwin() {
    rig.open("/admin/");
    for (String id : List.of("stats", "authentication", "webhooks", "caches")) {
      rig.tool(id, "Table").click();
      assertThat(rig.all("[data-panel='" + id + "'] .twin tbody tr")).as(id).isNotEmpty();
      rig.tool(id, "Table").click();
      assertThat(rig.find("[data-panel='" + id + "'] .twin").isDisplayed()).as(id).isFalse();
    }
  }

  @Test
  void aPanelIsGivenAwayAsAFile() {
    rig.open("/admin/");
    rig.script(
        "window.files = []; URL.createObjectURL = (blob) => { blob.text().then((text) =>"
            + " window.files.push(text)); return '#'; }");

    rig.tool("authentication", "CSV").click();
    rig.tool("authentication", "JSON").click();

    rig.await("window.files.length === 2");
    assertThat(String.valueOf(rig.script("return window.files[0]")))
        .startsWith("time,logins succeeded,logins failed")
        .contains("T");
    assertThat(String.valueOf(rig.script("return JSON.parse(window.files[1]).length > 20")))
        .isEqualTo("true");
  }

  @Test
  void theSecondViewOfAPanelIsShownAndTheFirstAgain() {
    rig.open("/admin/");

    rig.tool("authorization", "Times").click();
    rig.await(
        "document.querySelector(\"[data-panel='authorization']\").textContent.includes('check, p95')");
    rig.tool("authorization", "Decisions").click();
    rig.await(
        "document.querySelector(\"[data-panel='authorization']\").textContent.includes('denied')");
  }

  @Test
  void aWrongDefinitionSaysWhatIsWrongAndKeepsNoOther() {
    rig.open("/admin/page?id=shop");
    assertThat(rig.panel("odd").getText()).contains("kind “pie”", "one of lines");
    assertThat(rig.panel("bad").getText()).contains("has no “series”");
    assertThat(rig.panel("worse").getText()).contains("has no “cards”");
    assertThat(rig.panel("worst").getText()).contains("has a view that is no object");
    assertThat(rig.find(".timebar .status").getText()).contains("4 panels could not be renewed");

    rig.driver.get(rig.origin() + "/admin/page?id=nobody");
    rig.await("document.querySelector('main').textContent.includes('no page of this name')");
    rig.open("/admin/");
  }

  /** Addresses have the minute in them, so that another minute is another question. */
  @Test
  void numbersOfAMomentAgoAreAskedAgainOnlyByWhoeverWantsIt() {
    String asked =
        "performance.getEntriesByType('resource').map((each) => each.name)"
            + ".filter((each) => each.includes('/aggregate?'))";
    rig.open("/admin/");
    rig.script("performance.setResourceTimingBufferSize(5000)");
    String first = rig.find(".timebar .status").getText();
    rig.await("document.querySelector('.timebar .status').textContent !== '" + first + "'");

    assertThat((List<?>) rig.script("return " + asked)).isNotEmpty().doesNotHaveDuplicates();
    for (int i = 0; i < 3; i++) {
      rig.find(".refresh").click();
      rig.awaitRefreshed();
    }
    assertThat(rig.script("const all = %s; return new Set(all).size < all.length".formatted(asked)))
        .isEqualTo(true);
  }

  @Test
  void nothingIsAskedWhileNobodyLooks() {
    rig.open("/admin/");
    rig.script(
        "window.asked = 0; const real = window.fetch; window.fetch = (...all) => { window.asked++;"
            + " return real(...all); };"
            + " window.later = []; window.setTimeout = (work, millis) => { window.later.push([work,"
            + " millis]); return window.later.length; };");
    rig.script(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
            + " document.dispatchEvent(new Event('visibilitychange'))");
    assertThat(rig.script("return window.later.length")).isEqualTo(0L);

    rig.script(
        "Object.defineProperty(document, 'hidden', {value: false, configurable: true});"
            + " document.dispatchEvent(new Event('visibilitychange'))");
    assertThat(rig.script("return window.later[0][1]")).isEqualTo(15_000L);
    rig.find(".auto").click();
    assertThat(rig.find(".auto").getText()).isEqualTo("Paused");
    assertThat(query()).isEqualTo("?refresh=off");
    assertThat(rig.script("return window.asked")).isEqualTo(0L);
  }

  @Test
  void aRefreshThatFailsKeepsTheLastPicture() throws IOException {
    rig.open("/admin/?refresh=off");
    int port = rig.port();
    rig.stopServer();
    rig.find(".refresh").click();
    rig.await("document.querySelector('.timebar .status').classList.contains('bad')");

    assertThat(rig.panel("authentication").getText()).contains("logins succeeded");
    assertThat(rig.find("[data-panel='authentication'] canvas").isDisplayed()).isTrue();

    rig.startServer(port);
    rig.find(".refresh").click();
    rig.await("!document.querySelector('.timebar .status').classList.contains('bad')");
    assertThat(rig.complaints()).allMatch(each -> each.contains("ERR_CONNECTION_REFUSED"));
  }

  @Test
  void everythingIsDoneWithKeys() {
    rig.open("/admin/");
    Actions keys = new Actions(rig.driver);

    keys.sendKeys("?").perform();
    assertThat(rig.find("dialog.help").getText()).contains("refresh", "a step back in time");
    keys.sendKeys(Keys.ESCAPE).perform();
    rig.await("document.querySelector('dialog') === null");
    keys.sendKeys("[").perform();
    rig.await("window.location.search.includes('from=')");
    rig.awaitRefreshed();
    keys.sendKeys("t").perform();
    rig.await("document.querySelector('dialog.custom-time') !== null");
    keys.sendKeys(Keys.ESCAPE).perform();
    rig.await("document.querySelector('dialog') === null");
    rig.awaitRefreshed();
  }

  @Test
  void theThemeIsKept() {
    rig.open("/admin/");
    rig.find(".theme").click();
    assertThat(rig.find(".theme").getText()).isEqualTo("Theme: light");
    rig.open("/admin/");
    assertThat(rig.script("return document.documentElement.dataset.theme")).isEqualTo("light");
    rig.script("window.localStorage.clear()");
  }
}
