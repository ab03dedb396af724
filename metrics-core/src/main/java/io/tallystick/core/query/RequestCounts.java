package io.tallystick.core.query;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many requests there were, as one reading of all their series tells.
 *
 * @param keys by which they are told apart
 * @param shares how many of each group; of one group without a name where there are no keys
 */
record RequestCounts(List<String> keys, List<Share> shares) {
  double total() {
    return shares.stream().mapToDouble(Share::value).sum();
  }

  /** Which part of them were errors, whatever became of the others; NaN of none. */
  double errorRate() {
    double errors =
        shares.stream()
            .filter(share -> Requests.ERRORS.contains(of(share, Requests.STATUS_CLASS)))
            .mapToDouble(Share::value)
            .sum();
    return total() > 0 ? errors / total() : Double.NaN;
  }

  /** The endpoints of the most requests; none where nobody counts by endpoint. */
  List<Share> largestEndpoints(int most) {
    if (!keys.contains(Requests.ENDPOINT)) {
      return List.of();
    }
    Map<String, Double> counts = new HashMap<>();
    shares.forEach(share -> counts.merge(of(share, Requests.ENDPOINT), share.value(), Double::sum));
    return counts.entrySet().stream()
        .map(each -> new Share(List.of(each.getKey()), each.getValue(), each.getValue()))
        .sorted(Comparator.comparingDouble(Share::value).reversed().thenComparing(Share::name))
        .limit(most)
        .toList();
  }

  private String of(Share share, String key) {
    int at = keys.indexOf(key);
    return at < 0 ? "" : share.group().get(at);
  }
}
