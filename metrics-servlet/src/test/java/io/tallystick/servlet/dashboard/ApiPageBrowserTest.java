package io.tallystick.servlet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The page of requests in a real browser. */
@Tag("browser")
class ApiPageBrowserTest {
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

  private static WebElement button(String panel, String text) {
    return rig.panel(panel).findElements(By.cssSelector("tbody button")).stream()
        .filter(each -> each.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static Object drawn(String panel, String expression) {
    return rig.script(
        "const chart = Chart.getChart(document.querySelector(\"[data-panel='"
            + panel
            + "'] canvas\")); return "
            + expression);
  }

  @Test
  void everyPanelShowsItsNumbers() {
    rig.open("/admin/api");

    assertThat(rig.driver.getTitle()).isEqualTo("API – Tallystick");
    assertThat(rig.all(".panel.failed, .panel.empty")).isEmpty();
    assertThat(rig.find(".auto").getText()).isEqualTo("Every 30 s");
    assertThat(rig.panel("volume").getText()).contains("reads", "writes and others");
    assertThat(rig.panel("times").getText()).contains("p50", "p95", "p99");
    assertThat(rig.panel("errors").getText()).contains("4xx", "5xx", "%");
    assertThat(rig.panel("endpoints").getText()).contains("/api/orders", SeededHistory.HOSTILE);
    assertThat(rig.panel("consumers").getText()).contains("01234567", "fedcba98", "MB");
  }

  @Test
  void whatIsWrongNowStandsAboveAll() {
    rig.open("/admin/api");

    WebElement banner = rig.find(".banner");
    assertThat(banner.getText()).contains("Slow " + SeededHistory.HOSTILE + " is firing since ");
    assertThat(rig.find(".panels > *")).isEqualTo(banner);
  }

  @Test
  void thresholdsAndFiringsAreInTheChartTheyAreAbout() {
    rig.open("/admin/api");

    assertThat(drawn("times", "chart.data.datasets[3].data[0].y")).isEqualTo(30L);
    assertThat(drawn("times", "chart.$events.length")).isEqualTo(1L);
    assertThat(rig.panel("times").getText()).contains("It is slow " + SeededHistory.HOSTILE);
    assertThat(drawn("errors", "chart.data.datasets.length")).isEqualTo(2L);
  }

  @Test
  void anEndpointIsLookedAtAloneAndAllAgain() {
    rig.open("/admin/api");
    Object all = drawn("volume", "Math.max(...chart.data.datasets[1].data.map((each) => each.y))");
    assertThat((Long) all).isPositive();

    button("endpoints", "/api/orders").click();
    rig.awaitRefreshed();

    assertThat(query()).isEqualTo("?route=%2Fapi%2Forders");
    assertThat(rig.find(".chip").getText()).contains("Endpoint: /api/orders");
    assertThat(
            drawn("volume", "Math.max(...chart.data.datasets.at(-1).data.map((each) => each.y))"))
        .as("nobody writes orders")
        .isNotEqualTo(all);
    rig.open("/admin/api" + query());
    assertThat(rig.find(".chip").getText()).contains("/api/orders");
    rig.find(".chip button").click();
    rig.awaitRefreshed();
    assertThat(query()).isEmpty();
    assertThat(rig.all(".chip")).isEmpty();
  }

  @Test
  void aHostileEndpointIsLookedAtAlone() {
    rig.open("/admin/api");

    button("endpoints", SeededHistory.HOSTILE).click();
    rig.awaitRefreshed();

    assertThat(rig.find(".chip").getText()).contains(SeededHistory.HOSTILE);
    assertThat(rig.all(".panel.failed")).isEmpty();
    assertThat(rig.all("main img")).isEmpty();
  }

  @Test
  void endpointsAreSortedAsPeopleLike() {
    rig.open("/admin/api");
    List<WebElement> heads = rig.panel("endpoints").findElements(By.cssSelector("th button"));
    heads.stream()
        .filter(each -> each.getText().equals("Errors"))
        .findFirst()
        .orElseThrow()
        .click();

    assertThat(query()).isEqualTo("?by=error_rate");
    assertThat(rig.find("[data-panel='endpoints'] [aria-sort='descending']").getText())
        .isEqualTo("Errors");
    assertThat(rig.find("[data-panel='endpoints'] tbody button").getText())
        .isEqualTo("/api/orders");
  }

  @Test
  void theHeatmapTellsTheExactCountAndHowLongACellIs() {
    rig.open("/admin/api");
    Object title =
        rig.script(
            "return document.querySelector(\"[data-panel='heatmap'] rect title\").textContent");
    assertThat(String.valueOf(title)).contains("UTC", "requests");
    int hours = rig.all("[data-panel='heatmap'] .heat-row:first-child rect").size();

    new Select(rig.find("[data-panel='heatmap'] select")).selectByValue("day");
    rig.await(
        "document.querySelectorAll(\"[data-panel='heatmap'] .heat-row:first-child rect\").length < 4");

    assertThat(hours).isGreaterThan(20);
    assertThat(query()).isEqualTo("?cell=day");
  }

  @Test
  void aClientIsShownAloneAndTheLargestAreFoundAsPeopleLike() {
    rig.open("/admin/api");
    assertThat(rig.all("[data-panel='client']")).isEmpty();

    button("consumers", "fedcba98").click();
    rig.awaitRefreshed();
    assertThat(query()).isEqualTo("?client=" + SeededHistory.OTHER_CLIENT);
    assertThat(rig.panel("client").getText()).contains("answers 5xx");

    new Select(rig.find("[data-panel='consumers'] select")).selectByValue("error_rate");
    rig.await(
        "document.querySelector(\"[data-panel='consumers'] tbody button\").textContent === 'fedcba98'");
    assertThat(query()).contains("sort=error_rate");
  }

  @Test
  void limitsAreInTheirColoursWithASentenceAndAHistory() {
    rig.open("/admin/api");
    List<Object> hues =
        rig.all("[data-panel='limits'] .bar").stream()
            .map(each -> rig.script("return arguments[0].style.getPropertyValue('--hue')", each))
            .toList();

    assertThat(hues).containsExactly("var(--error)", "var(--warning)", "var(--success)");
    assertThat(rig.panel("limits").getText()).contains("92 %", "of 100 requests", "quiet");
    rig.find("[data-panel='limits'] .bar").click();
    rig.await("document.querySelector('.limit-history rect') !== null");
    rig.find("[data-panel='limits'] .bar").click();
    rig.await("document.querySelector('.limit-history') === null");
  }
}
