package io.tallystick.servlet;

import static java.util.Objects.requireNonNull;

import io.tallystick.servlet.dashboard.ConsolePage;
import io.tallystick.servlet.http.AccessRule;
import io.tallystick.servlet.http.EndpointRules;
import io.tallystick.servlet.json.KeyNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints there are, where, and who may ask them. Immutable; each method gives other
 * settings.
 *
 * <pre>{@code
 * EndpointSettings settings =
 *     EndpointSettings.standard()
 *         .metricsAt("/internal/metrics")
 *         .access(AccessRule.token("ops", System.getenv("OPS_TOKEN")));
 * }</pre>
 */
public final class EndpointSettings {
  private static final Pattern PATH =
      Pattern.compile("(?=.{2,200}$)(/(?!\\.{1,2}(/|$))[A-Za-z0-9_.~-]+)+");

  private final Place metrics;
  private final Place api;
  private final EndpointRules rules;
  private final KeyNames keyNames;
  private final Scraping scraping;
  private final Pages pages;

  private EndpointSettings(
      Place metrics,
      Place api,
      EndpointRules rules,
      KeyNames keyNames,
      Scraping scraping,
      Pages pages) {
    this.metrics = metrics;
    this.api = api;
    this.rules = rules;
    this.keyNames = keyNames;
    this.scraping = scraping;
    this.pages = pages;
  }

  /**
   * Metrics where the runtime's option {@code tallystick.metrics.path} says, at {@code /metrics}
   * without it, all else below {@code /admin}, for this machine only.
   */
  public static EndpointSettings standard() {
    return new EndpointSettings(
        Place.ASSUMED,
        Place.at("/admin"),
        EndpointRules.closed(),
        KeyNames.NONE,
        new Scraping(false, false),
        new Pages(true, List.of()));
  }

  /** Where scrapers find metrics, whatever the runtime's option says. */
  public EndpointSettings metricsAt(String path) {
    return with(Place.at(path), api);
  }

  /** Nothing for scrapers. */
  public EndpointSettings withoutMetrics() {
    return with(Place.NOWHERE, api);
  }

  /** Below what path the JSON API begins. */
  public EndpointSettings apiBelow(String path) {
    return with(metrics, Place.at(path));
  }

  /** No JSON API. */
  public EndpointSettings withoutApi() {
    return with(metrics, Place.NOWHERE);
  }

  private EndpointSettings with(Place metricsPlace, Place apiPlace) {
    return new EndpointSettings(metricsPlace, apiPlace, rules, keyNames, scraping, pages);
  }

  /** Who may ask, for all endpoints alike. */
  public EndpointSettings access(AccessRule rule) {
    return rules(all -> all.all(rule));
  }

  /** Who may ask, how often, and which proxies are believed. */
  public EndpointSettings rules(UnaryOperator<EndpointRules> change) {
    EndpointRules changed = requireNonNull(change.apply(rules), "rules");
    return new EndpointSettings(metrics, api, changed, keyNames, scraping, pages);
  }

  /** Who knows the names of clients; without it a part of the hash is shown. */
  public EndpointSettings keyNames(KeyNames names) {
    requireNonNull(names, "names");
    return new EndpointSettings(metrics, api, rules, names, scraping, pages);
  }

  /** Shows histograms to scrapers as quantiles of the last minutes instead of as buckets. */
  public EndpointSettings quantiles() {
    return with(new Scraping(true, scraping.hasCreated()));
  }

  /** Tells scrapers that read OpenMetrics when each series began. */
  public EndpointSettings createdTimes() {
    return with(new Scraping(scraping.hasQuantiles(), true));
  }

  private EndpointSettings with(Scraping other) {
    return new EndpointSettings(metrics, api, rules, keyNames, other, pages);
  }

  /** No web console, where the API begins; it is there together with the API. */
  public EndpointSettings withoutConsole() {
    return with(new Pages(false, List.of()));
  }

  /** A page of the application in the web console, behind those that are there. */
  public EndpointSettings consolePage(ConsolePage page) {
    List<ConsolePage> more = new ArrayList<>(pages.more());
    more.add(requireNonNull(page, "page"));
    return with(new Pages(pages.isThere(), more));
  }

  private EndpointSettings with(Pages other) {
    return new EndpointSettings(metrics, api, rules, keyNames, scraping, other);
  }

  /**
   * Where scrapers find metrics; null where nowhere.
   *
   * @param assumed where, if nothing was said about it
   */
  @Nullable String metricsPath(String assumed) {
    return metrics.isAssumed() ? assumed : metrics.path();
  }

  @Nullable String apiPath() {
    return api.path();
  }

  /** The same with so many calls at once at most. */
  EndpointSettings callsAtMost(int most) {
    return rules(all -> all.callsAtMost(most));
  }

  EndpointRules rules() {
    return rules;
  }

  KeyNames keyNames() {
    return keyNames;
  }

  boolean hasQuantiles() {
    return scraping.hasQuantiles();
  }

  boolean hasCreated() {
    return scraping.hasCreated();
  }

  boolean hasConsole() {
    return pages.isThere();
  }

  List<ConsolePage> consolePages() {
    return pages.more();
  }

  /** How scrapers are shown what there is. */
  private record Scraping(boolean hasQuantiles, boolean hasCreated) {}

  /** What people look at. */
  private record Pages(boolean isThere, List<ConsolePage> more) {
    Pages {
      more = List.copyOf(more);
    }
  }

  /**
   * Where something is.
   *
   * @param path null for nowhere, or where somebody else says
   * @param isAssumed whether somebody else says
   */
  private record Place(@Nullable String path, boolean isAssumed) {
    static final Place ASSUMED = new Place(null, true);
    static final Place NOWHERE = new Place(null, false);

    static Place at(String path) {
      if (!PATH.matcher(path).matches()) {
        throw new IllegalArgumentException(
            ("The path of an endpoint is %s: write it as /internal/metrics, with letters, digits"
                    + " and _ . ~ - and at most 200 characters.")
                .formatted(path));
      }
      return new Place(path, false);
    }
  }
}
