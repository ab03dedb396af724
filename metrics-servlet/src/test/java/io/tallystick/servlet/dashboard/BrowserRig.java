package io.tallystick.servlet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import io.tallystick.servlet.http.AccessRule;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
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

/** A server, and a real browser before it. */
final class BrowserRig implements AutoCloseable {
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVERS =
      List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
  private static final String BUSY = "with a status of 503";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final ChromeDriver driver;
  private final MetricsRuntime runtime;
  private final Runnable closing;
  private MetricsHttpServer server;

  private BrowserRig(MetricsRuntime runtime, Runnable closing) throws IOException {
    this.runtime = runtime;
    this.closing = closing;
    server = serve(0);
    driver = newDriver();
    driver.manage().window().setSize(new Dimension(1_440, 1_000));
  }

  /** Of a system that has a day of history. */
  static BrowserRig ofSeeded() throws IOException {
    requireBrowser();
    SeededRuntime seeded = new SeededRuntime(false);
    return new BrowserRig(seeded.runtime(), seeded::close);
  }

  /** Of one that has what few systems have, too. */
  static BrowserRig ofFull() throws IOException {
    requireBrowser();
    SeededRuntime seeded = new SeededRuntime(true);
    return new BrowserRig(seeded.runtime(), seeded::close);
  }

  /** Of a runtime, which stays open. */
  static BrowserRig of(MetricsRuntime runtime) throws IOException {
    requireBrowser();
    return new BrowserRig(runtime, () -> {});
  }

  private static String firstOf(List<String> files) {
    return files.stream()
        .filter(file -> Files.isExecutable(Path.of(file)))
        .findFirst()
        .orElse(null);
  }

  private MetricsHttpServer serve(int port) throws IOException {
    ConsolePage page =
        ConsolePage.of(
            """
            {"id": "shop", "title": "Shop <i>", "panels": [
              {"id": "odd", "title": "Odd", "kind": "pie", "always": true},
              {"id": "bad", "title": "Bad", "kind": "lines", "series": {}},
              {"id": "worse", "title": "Worse", "kind": "cards", "cards": [null]},
              {"id": "worst", "title": "Worst", "views": [null], "always": true},
              {"id": "none", "title": "None", "kind": "lines", "always": true,
               "code": ["metrics.count(\\"shop.orders.count\\", 1);"],
               "series": [{"label": "orders", "metric": "shop.orders.count"}]}]}
            """);
    return MetricsHttpServer.start(
        runtime,
        EndpointSettings.standard().rules(rules -> rules.callsAMinute(100_000)).consolePage(page),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** Skips a test where there is none, and says what to install. */
  static void requireBrowser() {
    Assumptions.assumeTrue(
        firstOf(BROWSERS) != null && firstOf(DRIVERS) != null,
        "This test needs a browser: apt-get install -y chromium chromium-driver");
  }

  /** A browser that nobody used before. */
  static ChromeDriver newDriver() {
    File file = new File(firstOf(DRIVERS));
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(file).build(),
        options(firstOf(BROWSERS)));
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
        "--disable-sync",
        "--lang=en-GB");
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  /**
   * Pages renew themselves only when they are told to, so that nothing is drawn anew while a test
   * reads.
   */
  void holdRefreshes() {
    driver.executeCdpCommand(
        "Page.addScriptToEvaluateOnNewDocument",
        Map.of(
            "source",
            "{ const plain = window.setTimeout; window.setTimeout = (work, millis, ...more) =>"
                + " plain(work, millis >= 10000 ? 3600000 : millis, ...more); }"));
  }

  String origin() {
    return "http://127.0.0.1:" + server.address().getPort();
  }

  /** Opens a page and waits until all its panels were asked. */
  void open(String pathAndQuery) {
    driver.get(origin() + pathAndQuery);
    awaitRefreshed();
  }

  void awaitRefreshed() {
    await(
        "document.querySelector('.timebar .status')?.textContent.length > 0"
            + " && !document.querySelector('.refresh[aria-busy]')");
  }

  /** Waits until an expression of the page is true. */
  void await(String expression) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> expression + " is not so, but the page says:\n" + find("body").getText())
        .until(any -> Boolean.TRUE.equals(script("return Boolean(" + expression + ")")));
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  WebElement panel(String id) {
    return find("[data-panel='" + id + "']");
  }

  /** A button of a panel's head, by what is written on it. */
  WebElement tool(String panel, String text) {
    return panel(panel).findElements(By.cssSelector("header button")).stream()
        .filter(button -> button.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  /** What the browser complained of since it was asked last, violations of the policy included. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Answers of this status were wanted, and the browser tells of every one that is no success. */
  void forgetComplaintsOf(String status) {
    assertThat(complaints()).isNotEmpty().allMatch(each -> each.contains(status));
  }

  /** Where the page got anything from. */
  @SuppressWarnings("unchecked")
  List<String> requests() {
    return (List<String>)
        script("return performance.getEntriesByType('resource').map((each) => each.name)");
  }

  /**
   * A server that has enough to do says so, and is asked again: as where the page before this one
   * left questions behind.
   */
  void requireNoComplaints() {
    assertThat(complaints()).filteredOn(each -> !each.contains(BUSY)).isEmpty();
    assertThat(requests()).isNotEmpty().allMatch(each -> each.startsWith(origin() + "/"));
  }

  /** For whoever looks at what it looks like: in {@code target/screenshots}. */
  void shoot(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Another server on the same history, where nobody may change anything. */
  MetricsHttpServer readOnly() throws IOException {
    return MetricsHttpServer.start(
        runtime,
        EndpointSettings.standard()
            .rules(rules -> rules.callsAMinute(100_000).changing(AccessRule.when(any -> false))),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  void stopServer() {
    server.close();
  }

  /** At the same place as before. */
  void startServer(int port) throws IOException {
    server = serve(port);
  }

  int port() {
    return server.address().getPort();
  }

  @Override
  public void close() {
    driver.quit();
    server.close();
    closing.run();
  }
}
