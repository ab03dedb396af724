package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The console of the shop, as a newcomer sees it: full, and without trouble. */
@Tag("browser")
class ShopBrowserTest {
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVERS =
      List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
  private static final Set<String> GRAVE = Set.of("serious", "critical");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int HEIGHT = 3_000;

  @TempDir static Path directory;

  private static Shop shop;
  private static ChromeDriver driver;

  @BeforeAll
  static void open() throws Exception {
    String browser = firstOf(BROWSERS);
    String driverFile = firstOf(DRIVERS);
    Assumptions.assumeTrue(
        browser != null && driverFile != null,
        "This test needs a browser: apt-get install -y chromium chromium-driver");
    shop =
        Shop.open(
            Arguments.of("--port", "0", "--data", directory.toString()),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(new File(driverFile)).build(),
            options(browser));
  }

  @AfterAll
  static void close() {
    if (driver != null) {
      driver.quit();
    }
    if (shop != null) {
      shop.close();
    }
  }

  private static String firstOf(List<String> files) {
    return files.stream()
        .filter(file -> Files.isExecutable(Path.of(file)))
        .findFirst()
        .orElse(null);
  }

  private static ChromeOptions options(String browser) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  private static void await(String expression) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(expression)
        .until(
            any -> Boolean.TRUE.equals(driver.executeScript("return Boolean(" + expression + ")")));
  }

  private static void look(String page) {
    driver.get(shop.address().resolve("admin/" + page).toString());
    await(
        "document.querySelector('.timebar .status')?.textContent.length > 0"
            + " && !document.querySelector('.refresh[aria-busy]')");
  }

  private static void shoot(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1440, light", "'', 390, dark", "api, 1440, dark", "api, 390, light",
    "alerts, 1440, light", "alerts, 390, dark", "explore, 1440, dark", "explore, 390, light",
    "health, 1440, light", "health, 390, dark", "page?id=shop, 1440, dark",
        "page?id=shop, 390, light"
  })
  void everyPageIsFullAndWithoutTrouble(String page, int width, String theme) throws IOException {
    driver.manage().window().setSize(new Dimension(width, HEIGHT));
    look(page);
    driver.executeScript("document.documentElement.dataset.theme = arguments[0]", theme);
    driver.findElement(By.cssSelector(".refresh")).click();
    await("!document.querySelector('.refresh[aria-busy]')");
    String name = page.isEmpty() ? "overview" : page.replaceAll("\\W", "-");
    shoot("shop-%s-%d-%s".formatted(name, width, theme));

    assertThat(titles(".panel.failed")).isEmpty();
    assertThat(titles(".panel.empty")).isEmpty();
    Results found = new AxeBuilder().analyze(driver);
    assertThat(found.getViolations().stream().filter(each -> GRAVE.contains(each.getImpact())))
        .isEmpty();
    assertThat(driver.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
        .as("nothing stands out on the right")
        .isEqualTo(true);
    assertThat(complaints()).isEmpty();
    assertThat(requests())
        .isNotEmpty()
        .allMatch(each -> each.startsWith(shop.address() + "admin/"));
  }

  private static List<String> titles(String css) {
    return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  private static List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(each -> !each.contains("with a status of 503")) // busy, and asked again
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static List<String> requests() {
    return (List<String>)
        driver.executeScript(
            "return performance.getEntriesByType('resource').map((each) => each.name)");
  }

  @Test
  void aYearOfItIsShownToo() throws IOException {
    driver.manage().window().setSize(new Dimension(1_440, HEIGHT));
    look("?period=12mo");
    shoot("shop-overview-year");

    assertThat(titles(".panel.failed")).isEmpty();
    assertThat(driver.findElement(By.cssSelector("[data-panel='authentication']")).getText())
        .contains("one point every month", "logins succeeded");
    assertThat(complaints()).isEmpty();
  }
}
