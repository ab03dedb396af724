package io.tallystick.core.exposition;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Unit;
import io.tallystick.spi.StoredMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds a name for each metric, and no name for two. For one thread at a time.
 *
 * <pre>{@code
 * Family family = new Families(runtime::descriptor).family(metric);
 * }</pre>
 */
public final class Families {
  private static final String TOTAL = "_total";

  private final Function<String, Optional<MetricDescriptor>> descriptors;

  /** By the name of a sample, whose it is. */
  private final Map<String, StoredMetric> owners = new HashMap<>();

  /**
   * None yet.
   *
   * @param descriptors finds what is known of a name
   */
  public Families(Function<String, Optional<MetricDescriptor>> descriptors) {
    this.descriptors = descriptors;
  }

  /** Those of some metrics, in the order of their names. */
  public static List<Family> of(
      List<StoredMetric> metrics, Function<String, Optional<MetricDescriptor>> descriptors) {
    Families families = new Families(descriptors);
    List<Family> found = new ArrayList<>();
    metrics.stream()
        .sorted(Comparator.comparing(StoredMetric::name).thenComparing(StoredMetric::kind))
        .map(families::family)
        .forEach(found::add);
    return found;
  }

  /** The family of a metric; asked again, it has the same name. */
  public Family family(StoredMetric metric) {
    Optional<MetricDescriptor> known =
        descriptors.apply(metric.name()).filter(it -> it.kind() == metric.kind());
    String exposed =
        known
            .map(MetricDescriptor::expositionName)
            .orElseGet(() -> derived(metric.name(), metric.kind()));
    Unit unit = known.map(MetricDescriptor::unit).orElseGet(() -> Unit.bySuffix(metric.name()));
    return new Family(
        metric, unique(withoutTotal(exposed, metric.kind()), metric), known.orElse(null), unit);
  }

  /** As a descriptor would call it; a store may also hold what no rule of ours lets in. */
  private static String derived(String name, MetricKind kind) {
    try {
      return switch (kind) {
        case COUNTER -> MetricDescriptor.counter(name).build().expositionName();
        case GAUGE -> MetricDescriptor.gauge(name).build().expositionName();
        case HISTOGRAM -> MetricDescriptor.histogram(name).build().expositionName();
      };
    } catch (IllegalArgumentException foreign) {
      return "_".concat(name.replaceAll("[^a-zA-Z0-9_]", "_"));
    }
  }

  private static String withoutTotal(String exposed, MetricKind kind) {
    return kind == MetricKind.COUNTER && exposed.endsWith(TOTAL)
        ? exposed.substring(0, exposed.length() - TOTAL.length())
        : exposed;
  }

  /**
   * A counter {@code a.count} and a gauge {@code a} would be called the same, and so would samples
   * of a histogram {@code a.size} and a gauge {@code a.size.sum}.
   */
  private String unique(String wanted, StoredMetric metric) {
    String name = wanted;
    for (int i = 1; !take(name, metric); i++) {
      name = wanted + "_" + (i == 1 ? metric.kind().name().toLowerCase(Locale.ROOT) : i);
    }
    return name;
  }

  private boolean take(String name, StoredMetric metric) {
    List<String> samples = suffixes(metric.kind()).stream().map(name::concat).toList();
    if (samples.stream().anyMatch(each -> !owners.getOrDefault(each, metric).equals(metric))) {
      return false;
    }
    samples.forEach(each -> owners.put(each, metric));
    return true;
  }

  /** What stands behind the name of a family in the names of its samples. */
  private static List<String> suffixes(MetricKind kind) {
    return switch (kind) {
      case COUNTER -> List.of("", TOTAL, "_created");
      case GAUGE -> List.of("");
      case HISTOGRAM -> List.of("", "_bucket", "_sum", "_count", "_created");
    };
  }
}
