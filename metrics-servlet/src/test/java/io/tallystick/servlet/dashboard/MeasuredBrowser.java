package io.tallystick.servlet.dashboard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser that nobody used before, in which pages measure themselves. */
final class MeasuredBrowser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Before anything of a page runs: when all was drawn, and which tasks took long. */
  private static final String OBSERVER =
      """
      performance.setResourceTimingBufferSize(1000);
      window.budget = { drawn: null, tasks: [] };
      new PerformanceObserver((list) => {
        for (const task of list.getEntries()) {
          window.budget.tasks.push({ at: task.startTime, millis: task.duration });
        }
      }).observe({ type: 'longtask', buffered: true });
      const watch = new MutationObserver(() => {
        const status = document.querySelector('.timebar .status');
        if (status?.textContent && !document.querySelector('.refresh[aria-busy]')) {
          watch.disconnect();
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => { window.budget.drawn = performance.now(); };
            channel.port2.postMessage(0);
          });
        }
      });
      watch.observe(document, { subtree: true, childList: true, attributes: true });
      """;

  private static final String LOADED =
      """
      const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
      // without headers; of what the browser had, that it asked
      const bytes = (some) => some.reduce((sum, each) => sum + Math.min(each.transferSize, each.encodedBodySize), 0);
      const assets = all.filter((each) => each.entryType === 'navigation' || each.name.includes('/assets-'));
      const answers = all.filter((each) => !assets.includes(each));
      const paint = (name) => performance.getEntriesByName(name)[0]?.startTime ?? NaN;
      return {
        assetBytes: bytes(assets), assets: assets.length,
        answerBytes: bytes(answers), answers: answers.length,
        painted: paint('first-paint'), withContent: paint('first-contentful-paint'),
        drawn: window.budget.drawn,
        longest: Math.max(0, ...window.budget.tasks.map((task) => task.millis)),
        failed: document.querySelectorAll('.panel.failed').length,
        panels: document.querySelectorAll('.panel').length,
      };
      """;

  private static final String SLOWEST =
      """
      return performance.getEntriesByType('resource').filter((each) => !each.name.includes('/assets-'))
        .map((each) => [each.responseEnd - each.requestStart, each.startTime, each.name])
        .sort((one, other) => other[0] - one[0]).slice(0, 12)
        .map(([took, at, name]) => `${took.toFixed(0).padStart(6)} ms from ${at.toFixed(0).padStart(5)} ms ${name.replace(/^.*\\/admin\\//, '')}`).join('\\n');
      """;

  /** Clicks as people do, once what was drawn before is on the screen. */
  private static final String REFRESHES =
      """
      const [count, done] = arguments;
      const button = document.querySelector('.refresh');
      const frame = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
      const refreshed = () => new Promise((go) => {
        const watch = new MutationObserver(() => {
          if (!button.hasAttribute('aria-busy')) {
            watch.disconnect();
            go();
          }
        });
        button.click();
        watch.observe(button, { attributes: true });
      });
      (async () => {
        const from = performance.now();
        const took = [];
        for (let i = 0; i < count; i++) {
          const start = performance.now();
          await refreshed();
          took.push(performance.now() - start);
          await frame();
          performance.clearResourceTimings();
        }
        await new Promise((go) => setTimeout(go, 100));
        const tasks = window.budget.tasks.filter((task) => task.at >= from).map((task) => task.millis);
        done({ took, tasks, failed: document.querySelectorAll('.panel.failed').length });
      })();
      """;

  private final ChromeDriver driver = BrowserRig.newDriver();

  MeasuredBrowser() {
    driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(10));
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", OBSERVER));
  }

  /**
   * How a page came to be there; times in milliseconds from the start of the navigation.
   *
   * @param assetBytes of the page and what it is made of, pressed as they came
   * @param assets how many files that is, also when the browser had them
   * @param answerBytes of what it asked
   * @param answers how many questions that is
   * @param painted when anything was
   * @param withContent when anything of it was
   * @param drawn when all panels were, and on the screen
   * @param longest the longest of the tasks that take more than 50 ms
   * @param failed how many panels say that they could not be drawn
   * @param panels how many there are
   */
  record Load(
      long assetBytes,
      long assets,
      long answerBytes,
      long answers,
      double painted,
      double withContent,
      double drawn,
      double longest,
      long failed,
      long panels) {}

  /**
   * What many refreshes are like, in milliseconds.
   *
   * @param took each of them
   * @param tasks those meanwhile that took more than 50 ms
   * @param failed how many panels say that they could not be drawn
   */
  record Refreshes(List<Double> took, List<Double> tasks, long failed) {}

  Load load(String address) {
    driver.get("about:blank");
    driver.get(address);
    new WebDriverWait(driver, PATIENCE)
        .withMessage("everything is drawn at " + address)
        .until(
            any ->
                Boolean.TRUE.equals(
                    driver.executeScript("return (window.budget?.drawn ?? null) !== null")));
    Map<?, ?> found = (Map<?, ?>) driver.executeScript(LOADED);
    return new Load(
        whole(found, "assetBytes"),
        whole(found, "assets"),
        whole(found, "answerBytes"),
        whole(found, "answers"),
        number(found, "painted"),
        number(found, "withContent"),
        number(found, "drawn"),
        number(found, "longest"),
        whole(found, "failed"),
        whole(found, "panels"));
  }

  /** The questions of the page that took longest, for whoever looks for the reason. */
  String slowestQuestions() {
    return String.valueOf(driver.executeScript(SLOWEST));
  }

  Refreshes refresh(int count) {
    Map<?, ?> found = (Map<?, ?>) driver.executeAsyncScript(REFRESHES, count);
    return new Refreshes(
        numbers(found.get("took")), numbers(found.get("tasks")), whole(found, "failed"));
  }

  /** What scripts of the page hold, after the garbage is collected. */
  long heapBytes() {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    return whole(driver.executeCdpCommand("Runtime.getHeapUsage", Map.of()), "usedSize");
  }

  private static long whole(Map<?, ?> found, String name) {
    return Math.round(number(found, name));
  }

  private static double number(Map<?, ?> found, String name) {
    return found.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static List<Double> numbers(Object found) {
    return ((List<?>) found).stream().map(each -> ((Number) each).doubleValue()).toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
