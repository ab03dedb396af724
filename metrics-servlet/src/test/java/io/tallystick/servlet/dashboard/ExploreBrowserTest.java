package io.tallystick.servlet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The page on which any metric is looked at, in a real browser. */
@Tag("browser")
class ExploreBrowserTest {
  private static BrowserRig rig;

  @BeforeAll
  static void open() throws IOException {
    rig = BrowserRig.ofSeeded();
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
    assertThat(rig.script("return window.harmed === undefined")).isEqualTo(true);
    rig.requireNoComplaints();
  }

  private static WebElement field(String name) {
    return rig.find("form [name='" + name + "']");
  }

  private static void write(String name, String text) {
    field(name).clear();
    field(name).sendKeys(text);
  }

  private static void show() {
    rig.find("form button[type='submit']").click();
    rig.await("!document.querySelector(\"[data-panel='answer']\").hidden");
    rig.await(
        "document.querySelector(\"[data-panel='answer'] .message, .legend .entry\") !== null");
  }

  private static String query() {
    return String.valueOf(rig.script("return window.location.search"));
  }

  private static List<String> legend() {
    rig.await("document.querySelectorAll('.legend .entry').length > 0");
    return rig.all(".legend .entry").stream().map(WebElement::getText).toList();
  }

  @Test
  void aMetricIsFoundByAPartOfItsNameAndWhatItTouchesIsToldBeforeItIsAsked() {
    rig.open("/admin/explore");
    write("metric", "login.att");
    rig.await("document.querySelectorAll('.found li').length === 1");
    assertThat(rig.find(".found").getText()).contains("auth.login.attempt", "counter");

    rig.find(".found button").click();
    rig.await("document.querySelector('.cost').textContent.includes('2 series')");
    assertThat(rig.find(".cost").getText()).contains("It touches 2 series", "points each");
    assertThat(rig.panel("answer").isDisplayed()).isFalse();
    write("only", "status=fail");
    rig.await("document.querySelector('.cost').textContent.includes('1 series')");
    assertThat(query()).isEmpty();
  }

  @Test
  void aQuestionIsInTheAddressAndALinkShowsTheSame() {
    rig.open("/admin/explore");
    write("metric", "http.request.count");
    rig.await("document.querySelectorAll('form [name=agg] option').length === 3");
    new Select(field("agg")).selectByValue("rate");
    new Select(field("as")).selectByVisibleText("stacked");
    write("by", "status_class");
    write("only", "method=GET");
    show();
    List<String> shown = legend();

    assertThat(shown).hasSize(2);
    assertThat(shown.get(0)).startsWith("2xx").contains("/s");
    assertThat(rig.panel("answer").getText())
        .contains("rate http.request.count by status_class of method=GET");
    String address = query();
    rig.open("/admin/explore" + address);
    assertThat(legend()).isEqualTo(shown);
    assertThat(field("metric").getDomProperty("value")).isEqualTo("http.request.count");
    assertThat(field("as").getDomProperty("value")).isEqualTo("area");
    assertThat(query()).isEqualTo(address);
  }

  @Test
  void theWayBackIsTheQuestionBefore() {
    rig.open("/admin/explore?metric=auth.session.active");
    write("metric", "auth.login.attempt");
    show();
    rig.await("document.querySelector(\"[data-panel='answer'] h2\").textContent.includes('login')");

    rig.driver.navigate().back();
    rig.await(
        "document.querySelector(\"[data-panel='answer'] h2\").textContent.includes('session')");
    assertThat(field("metric").getDomProperty("value")).isEqualTo("auth.session.active");
  }

  @Test
  void hostileNamesAndValuesAreShownAsText() {
    rig.open("/admin/explore?metric=http.request.count&by=route_id");

    assertThat(String.join("", legend())).contains(SeededHistory.HOSTILE);
    rig.tool("answer", "Table").click();
    assertThat(rig.panel("answer").getText()).contains(SeededHistory.HOSTILE);
    write("metric", SeededHistory.HOSTILE);
    rig.await("document.querySelector('.cost').textContent.length > 0");
    show();
    assertThat(rig.panel("answer").getText()).contains(SeededHistory.HOSTILE);
    assertThat(rig.all("main img, main b:empty")).isEmpty();
  }

  @Test
  void whatNobodyRecordedTouchesNothingAndIsNoFailure() {
    rig.open("/admin/explore?metric=nobody.knows.count");

    assertThat(rig.find(".cost").getText()).contains("touches no series");
    assertThat(rig.panel("answer").getText()).contains("Nothing was recorded of this");
    assertThat(rig.all(".panel.failed")).isEmpty();
  }

  @Test
  void aMetricOfATenantIsLookedAt() {
    rig.open("/admin/explore");
    write("tenant", SeededRuntime.TENANT);
    rig.await("document.querySelectorAll('.found li').length === 1");
    assertThat(rig.find(".found").getText()).contains("invoice.sent");
    rig.find(".found button").click();
    rig.await("document.querySelector('.cost').textContent.includes('1 series')");
    write("by", "plan");
    show();

    assertThat(legend()).singleElement().asString().contains("pro", "7");
  }

  @Test
  void whatMakesNoSenseIsSaid() {
    rig.open("/admin/explore?as=pie&top=7&only=what");
    assertThat(rig.find(".complaints").getText()).contains("“as”", "“top”", "“only”");

    write("metric", "http.request.count");
    write("only", "what");
    rig.find("form button[type='submit']").click();
    assertThat(rig.find("form").getText()).contains("“what” is no tag");
    assertThat(rig.panel("answer").isDisplayed()).isFalse();
    write("only", "");
    write("by", "Not A Key");
    rig.find("form button[type='submit']").click();
    assertThat(rig.find("form").findElements(By.cssSelector("[aria-invalid]"))).hasSize(1);
  }

  @Test
  void aLinkToWhatTouchesMuchIsNotAskedUntilSomebodyWantsIt() {
    String dear =
        "{ const plain = window.fetch; window.fetch = async (address, how) =>"
            + " String(address).includes('/cost?')"
            + " ? Response.json({series: 90000, points: 24, rows: 9000000})"
            + " : plain(address, how); }";
    Object id =
        rig.driver
            .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", dear))
            .get("identifier");
    rig.open("/admin/explore?metric=http.request.count");

    assertThat(rig.find("form").getText())
        .contains("It touches 90,000 series", "much to ask unasked");
    assertThat(rig.panel("answer").isDisplayed()).isFalse();
    show();
    assertThat(legend()).hasSize(1);
    rig.driver.executeCdpCommand(
        "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
  }
}
