package io.tallystick.servlet;

import static java.util.Objects.requireNonNull;

import io.tallystick.servlet.http.AccessRule;
import io.tallystick.servlet.http.EndpointRules;
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
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.~-]+)+");

  private final @Nullable String metricsPath;
  private final @Nullable String apiPath;
  private final EndpointRules rules;
  private final boolean hasQuantiles;
  private final boolean hasCreated;

  private EndpointSettings(
      @Nullable String metricsPath,
      @Nullable String apiPath,
      EndpointRules rules,
      boolean hasQuantiles,
      boolean hasCreated) {
    this.metricsPath = metricsPath;
    this.apiPath = apiPath;
    this.rules = rules;
    this.hasQuantiles = hasQuantiles;
    this.hasCreated = hasCreated;
  }

  /** Metrics at {@code /metrics}, all else below {@code /admin}, for this machine only. */
  public static EndpointSettings standard() {
    return new EndpointSettings("/metrics", "/admin", EndpointRules.closed(), false, false);
  }

  /** Where scrapers find metrics. */
  public EndpointSettings metricsAt(String path) {
    return new EndpointSettings(requirePath(path), apiPath, rules, hasQuantiles, hasCreated);
  }

  /** Nothing for scrapers. */
  public EndpointSettings withoutMetrics() {
    return new EndpointSettings(null, apiPath, rules, hasQuantiles, hasCreated);
  }

  /** Below what path the JSON API begins. */
  public EndpointSettings apiBelow(String path) {
    return new EndpointSettings(metricsPath, requirePath(path), rules, hasQuantiles, hasCreated);
  }

  /** No JSON API. */
  public EndpointSettings withoutApi() {
    return new EndpointSettings(metricsPath, null, rules, hasQuantiles, hasCreated);
  }

  private static String requirePath(String path) {
    if (!PATH.matcher(path).matches() || path.contains("..")) {
      throw new IllegalArgumentException(
          "The path of an endpoint is %s: write it as /internal/metrics.".formatted(path));
    }
    return path;
  }

  /** Who may ask, for all endpoints alike. */
  public EndpointSettings access(AccessRule rule) {
    return rules(all -> all.all(rule));
  }

  /** Who may ask, how often, and which proxies are believed. */
  public EndpointSettings rules(UnaryOperator<EndpointRules> change) {
    EndpointRules changed = requireNonNull(change.apply(rules), "rules");
    return new EndpointSettings(metricsPath, apiPath, changed, hasQuantiles, hasCreated);
  }

  /** Shows histograms to scrapers as quantiles of the last minutes instead of as buckets. */
  public EndpointSettings quantiles() {
    return new EndpointSettings(metricsPath, apiPath, rules, true, hasCreated);
  }

  /** Tells scrapers that read OpenMetrics when each series began. */
  public EndpointSettings createdTimes() {
    return new EndpointSettings(metricsPath, apiPath, rules, hasQuantiles, true);
  }

  @Nullable String metricsPath() {
    return metricsPath;
  }

  @Nullable String apiPath() {
    return apiPath;
  }

  EndpointRules rules() {
    return rules;
  }

  boolean hasQuantiles() {
    return hasQuantiles;
  }

  boolean hasCreated() {
    return hasCreated;
  }
}
