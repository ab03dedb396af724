package io.tallystick.servlet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.tallystick.servlet.MetricsHttpServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Dimension;

/** What holds of all pages, and the page of Tallystick itself. */
@Tag("browser")
class EveryPageBrowserTest {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  /** The long form: {@code -Dconsole.refreshes=200}. */
  private static final int REFRESHES = Integer.getInteger("console.refreshes", 40);

  private static final int HEIGHT = 1_000;
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
    rig.driver.manage().window().setSize(new Dimension(1_440, HEIGHT));
    assertThat(rig.script("return window.harmed === undefined")).isEqualTo(true);
    rig.requireNoComplaints();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1440, light", "'', 1440, dark", "'', 390, light", "'', 390, dark",
    "api, 1440, light", "api, 1440, dark", "api, 390, light", "api, 390, dark",
    "alerts, 1440, light", "alerts, 1440, dark", "alerts, 390, light", "alerts, 390, dark",
    "explore, 1440, light", "explore, 1440, dark", "explore, 390, light", "explore, 390, dark",
    "health, 1440, light", "health, 1440, dark", "health, 390, light", "health, 390, dark"
  })
  void everybodyCanUseIt(String page, int width, String theme) throws IOException {
    rig.driver.manage().window().setSize(new Dimension(width, HEIGHT));
    rig.open("/admin/" + page);
    rig.script("document.documentElement.dataset.theme = arguments[0]", theme);
    rig.find(".refresh").click();
    rig.awaitRefreshed();
    rig.shoot("%s-%d-%s".formatted(page.isEmpty() ? "overview" : page, width, theme));

    Results found = new AxeBuilder().analyze(rig.driver);

    assertThat(found.getViolations().stream().filter(each -> GRAVE.contains(each.getImpact())))
        .isEmpty();
    assertThat(rig.script("return document.documentElement.scrollWidth <= window.innerWidth"))
        .as("nothing stands out on the right")
        .isEqualTo(true);
    assertThat(rig.all(".panel.failed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api", "alerts", "explore", "health"})
  void pagesLeadToEachOtherAndKeepTheTime(String page) {
    rig.open("/admin/" + page + "?period=6h");
    List<String> links =
        rig.all("nav a").stream().map(each -> each.getDomAttribute("href")).toList();

    assertThat(links)
        .containsExactly(
            "./?period=6h",
            "api?period=6h",
            "alerts?period=6h",
            "explore?period=6h",
            "health?period=6h",
            "page?id=shop&period=6h");
    assertThat(rig.all("nav [aria-current='page']")).hasSize(1);
  }

  @Test
  void thePageOfTallystickItselfSaysHowItGetsOn() {
    rig.open("/admin/health");

    assertThat(rig.panel("state").getText()).contains("All in all", "well", "service:app");
    assertThat(rig.panel("store").getText()).contains("answers", "Last confirmed", "Size");
    assertThat(rig.panel("memory").getText()).contains("backlog", "histograms", "MB");
    assertThat(rig.panel("series").getText()).contains("all together", "%");
    assertThat(rig.panel("kept").getText()).contains("1m", "1 d", "alert events", "90 d");
    assertThat(rig.panel("writers").getText()).contains("service:api", "ago");
    assertThat(rig.panel("collectors").getText()).contains("memory", "ok");
    rig.tool("store", "Table").click();
    assertThat(rig.find("[data-panel='store'] .twin").getText()).contains("Flush lag");
  }

  @Test
  void whoMayOnlyReadIsShownAllElseWithoutTrouble() throws IOException {
    try (MetricsHttpServer readOnly = rig.readOnly()) {
      rig.driver.get("http://127.0.0.1:%d/admin/api".formatted(readOnly.address().getPort()));
      rig.awaitRefreshed();

      assertThat(rig.all(".panel.failed, .banner:not([hidden])")).isEmpty();
      assertThat(rig.panel("limits").getText()).contains("whoever may change something");
      assertThat(rig.find(".timebar .status").getText()).startsWith("as of");
      assertThat(rig.complaints()).isNotEmpty().allMatch(each -> each.contains("403"));
    }
    rig.open("/admin/");
  }

  @Test
  void aLongTimeIsAskedInCellsThatCanBeToldApart() {
    rig.open("/admin/api?cell=hour&from=2026-01-01T00:00:00.000Z&to=2026-12-31T00:00:00.000Z");

    assertThat(rig.all(".panel.failed")).isEmpty();
    assertThat(rig.find("[data-panel='heatmap'] select").getDomProperty("value")).isEqualTo("day");
  }

  /**
   * Of a time that is over, in which nothing changes, and of the panels that are there from the
   * beginning: a minute after its start the process has recorded itself, and there are more.
   */
  @Test
  void manyRefreshesLeaveNothingBehind() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    rig.open(
        "/admin/?from=%s&to=%s".formatted(now.minus(Duration.ofHours(9)), now.minusSeconds(7_200)));
    Map<String, Long> before = elements();
    for (int i = 0; i < REFRESHES; i++) {
      rig.find(".refresh").click();
      rig.awaitRefreshed();
    }
    Map<String, Long> after = elements();

    assertThat(before).hasSizeGreaterThan(10);
    assertThat(after).containsAllEntriesOf(before);
    assertThat(rig.script("return Object.keys(Chart.instances).length"))
        .as("no chart is without its canvas")
        .isEqualTo(
            rig.script(
                "return [...document.querySelectorAll('canvas')]"
                    + ".filter((each) => Chart.getChart(each)).length"));
  }

  /** How many elements each panel is made of, and how many are in none. */
  @SuppressWarnings("unchecked")
  private static Map<String, Long> elements() {
    return (Map<String, Long>)
        rig.script(
            "const counted = {};"
                + "for (const each of document.querySelectorAll('*')) {"
                + "  const panel = each.closest('[data-panel]')?.dataset.panel ?? 'none';"
                + "  counted[panel] = (counted[panel] ?? 0) + 1;"
                + "}"
                + "return counted");
  }
}
