package io.tallystick.core.rollup;

import static java.util.stream.Collectors.groupingBy;

import io.tallystick.Tags;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.ResponseTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the rows of requests have to be, by all buckets that a store has of a granularity. */
final class RequestsByHand {
  private final List<OwnedBucket> ofGroup;

  private RequestsByHand(List<OwnedBucket> ofGroup) {
    this.ofGroup = ofGroup;
  }

  static List<RequestSummary> of(List<OwnedBucket> buckets) {
    Map<Optional<RequestGroup>, List<OwnedBucket>> groups =
        buckets.stream().collect(groupingBy(RequestsByHand::group));
    List<RequestSummary> rows = new ArrayList<>();
    groups.forEach(
        (group, ofGroup) ->
            group.ifPresent(each -> rows.add(new RequestsByHand(ofGroup).row(each))));
    return rows;
  }

  private static Optional<RequestGroup> group(OwnedBucket owned) {
    Tags tags = owned.series().tags();
    boolean isOfRequests =
        owned.series().name().matches("http\\.(request|response)\\..*")
            && owned.series().tenant() == null
            && tags.get("route_id") != null
            && tags.get("method") != null;
    return isOfRequests
        ? Optional.of(
            new RequestGroup(
                owned.granularity(),
                owned.bucket().start(),
                tags.get("route_id"),
                tags.get("method"),
                tags.get("client")))
        : Optional.empty();
  }

  private RequestSummary row(RequestGroup group) {
    return new RequestSummary(
        group,
        counted(".*"),
        counted("4xx"),
        counted("5xx"),
        times(),
        bytes("http.request.size_bytes"),
        bytes("http.response.size_bytes"));
  }

  /** How many requests of a status class, which is a pattern. */
  private long counted(String statusClass) {
    return ofGroup.stream()
        .filter(owned -> owned.series().name().equals("http.request.count"))
        .filter(
            owned -> String.valueOf(owned.series().tags().get("status_class")).matches(statusClass))
        .mapToLong(owned -> ((CounterState) owned.bucket().state()).whole())
        .sum();
  }

  private long bytes(String name) {
    return (long) histograms(name).mapToDouble(HistogramState::sum).sum();
  }

  private @Nullable ResponseTimes times() {
    List<HistogramState> states = histograms("http.request.duration_ms").toList();
    if (states.isEmpty()) {
      return null;
    }
    QuantileSketch sketch =
        QuantileSketch.merge(
            states.stream().map(state -> QuantileSketch.decode(state.sketch().toArray())).toList());
    Percentiles percentiles =
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99));
    double sum = states.stream().mapToDouble(HistogramState::sum).sum();
    return new ResponseTimes(percentiles, sum / sketch.count());
  }

  private Stream<HistogramState> histograms(String name) {
    return ofGroup.stream()
        .filter(owned -> owned.series().name().equals(name))
        .map(owned -> owned.bucket().state())
        .map(HistogramState.class::cast);
  }
}
