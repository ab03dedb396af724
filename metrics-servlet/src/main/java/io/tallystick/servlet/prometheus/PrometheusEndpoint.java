package io.tallystick.servlet.prometheus;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricDescriptor;
import io.tallystick.core.exposition.LiveTotals;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint;
import io.tallystick.servlet.http.RefusedRequest;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Answers scrapers with all series, in the text that they like best. Those that come at once share
 * one text. Any thread may call.
 *
 * <pre>{@code
 * Endpoint endpoint = new PrometheusEndpoint(source, descriptors, false, false).at("/metrics");
 * }</pre>
 */
public final class PrometheusEndpoint {
  private static final String NAMES = "name[]";
  private static final int MOST_NAMES = 50;

  private final SharedTexts texts;
  private final boolean hasQuantiles;
  private final boolean hasCreated;

  /**
   * Makes it.
   *
   * @param hasQuantiles whether histograms are shown as quantiles instead of buckets
   * @param hasCreated whether series say in OpenMetrics when they began
   */
  public PrometheusEndpoint(
      LiveTotals source,
      Function<String, Optional<MetricDescriptor>> descriptors,
      boolean hasQuantiles,
      boolean hasCreated) {
    this.texts =
        new SharedTexts(
            new Exposition(
                requireNonNull(source, "source"),
                requireNonNull(descriptors, "descriptors"),
                hasQuantiles));
    this.hasQuantiles = hasQuantiles;
    this.hasCreated = hasCreated;
  }

  /** The endpoint at a path. */
  public Endpoint at(String path) {
    return Endpoint.scrape(path, this::answer);
  }

  private Answer answer(Call call) {
    ScrapeFormat format = ScrapeFormat.accepted(call.request().header("Accept"));
    List<String> names = call.parameters().all(NAMES);
    if (names.size() > MOST_NAMES) {
      throw RefusedRequest.badParameter(
          NAMES, names.size() + " names", "give at most " + MOST_NAMES);
    }
    boolean isOpenMetrics = format == ScrapeFormat.OPEN_METRICS;
    Style style = new Style(isOpenMetrics, hasQuantiles, isOpenMetrics && hasCreated);
    SharedText text = texts.of(style, new TreeSet<>(names));
    return Answer.sized(200, format.contentType(), text.length(), text::writeTo);
  }
}
