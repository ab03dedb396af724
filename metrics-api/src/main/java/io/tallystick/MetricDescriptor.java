package io.tallystick;

import static java.util.Objects.requireNonNull;

import io.tallystick.guard.Decision;
import io.tallystick.guard.NamingRule;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a metric is: its name and other names, kind, unit, what it tells, which tags it may have,
 * and how it is shown to Prometheus and added up over instances.
 *
 * <p>Immutable. A tag that the descriptor does not list is dropped from every sample of the metric
 * and counted, so a descriptor without tags allows none. Names that nobody described work too: kind
 * and unit then follow the call and the suffix.
 *
 * <pre>{@code
 * metrics.describe(
 *     MetricDescriptor.histogram("invoice.render.duration_ms")
 *         .description("How long it takes to render an invoice")
 *         .tags("format", Result.TAG)
 *         .bounds(10, 100, 1_000)
 *         .build());
 * }</pre>
 */
public final class MetricDescriptor {
  private static final int MAX_BOUNDS = 64;

  private final String name;
  private final List<String> aliases;
  private final MetricKind kind;
  private final Unit unit;
  private final String description;
  private final Set<String> tags;
  private final String expositionName;
  private final Map<String, String> labels;
  private final GaugeCombination combination;
  private final List<Double> bounds;
  private final int mostSeries;

  private MetricDescriptor(Builder builder) {
    name = builder.name;
    kind = builder.kind;
    aliases = builder.aliases;
    unit = builder.unit;
    description = builder.description;
    tags = builder.tags;
    labels = Map.copyOf(builder.labels);
    combination = builder.combination;
    mostSeries = builder.mostSeries;
    String stated = builder.expositionName;
    expositionName = stated == null ? ExpositionName.derive(name, kind, unit) : stated;
    double[] own = builder.bounds;
    bounds =
        kind == MetricKind.HISTOGRAM
            ? Arrays.stream(own == null ? unit.bounds() : own).boxed().toList()
            : List.of();
    ExpositionName.check(expositionName, kind);
    Set<String> exposed = new HashSet<>();
    for (String tag : tags) {
      ExpositionName.checkLabel(label(tag), kind, exposed.add(label(tag)));
    }
  }

  /** Describes a counter. */
  public static Builder counter(String name) {
    return new Builder(name, MetricKind.COUNTER);
  }

  /** Describes a gauge. */
  public static Builder gauge(String name) {
    return new Builder(name, MetricKind.GAUGE);
  }

  /** Describes a histogram. */
  public static Builder histogram(String name) {
    return new Builder(name, MetricKind.HISTOGRAM);
  }

  /** The name that its series are kept under. */
  public String name() {
    return name;
  }

  /** Other names of the same series, in recording and in asking. */
  public List<String> aliases() {
    return aliases;
  }

  /** Counter, gauge or histogram. */
  public MetricKind kind() {
    return kind;
  }

  /** What its numbers are counted in. */
  public Unit unit() {
    return unit;
  }

  /** What it tells, as a sentence without its full stop; empty when nobody said. */
  public String description() {
    return description;
  }

  /** The tag keys that it may have, in alphabetical order. */
  public Set<String> tags() {
    return tags;
  }

  /** Its name for Prometheus. */
  public String expositionName() {
    return expositionName;
  }

  /** The label that a tag is exposed as: the one that was stated for it, else the key itself. */
  public String label(String tagKey) {
    return labels.getOrDefault(tagKey, tagKey);
  }

  /** How a gauge adds up over instances; without meaning for other kinds. */
  public GaugeCombination combination() {
    return combination;
  }

  /** The upper bounds of a histogram's exposed buckets, ascending; empty for other kinds. */
  public List<Double> bounds() {
    return bounds;
  }

  /**
   * How many series it may have, apart from those of all other metrics; 0 where it may have as many
   * as any.
   */
  public int mostSeries() {
    return mostSeries;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MetricDescriptor that
        && mostSeries == that.mostSeries
        && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, kind);
  }

  /** {@code counter orders.count[status]}, for messages. */
  @Override
  public String toString() {
    return "%s %s%s".formatted(kind.name().toLowerCase(Locale.ROOT), name, tags);
  }

  private List<Object> parts() {
    return List.of(
        name, aliases, kind, unit, description, tags, expositionName, labels, combination, bounds);
  }

  /**
   * Collects what a descriptor says; for one thread. A call whose argument cannot work throws
   * {@link IllegalArgumentException} that names the value and the rule.
   *
   * <pre>{@code
   * MetricDescriptor.counter("orders.count").tags("status").build();
   * }</pre>
   */
  public static final class Builder {
    private final String name;
    private final MetricKind kind;
    private List<String> aliases = List.of();
    private Unit unit;
    private String description = "";
    private Set<String> tags = Set.of();
    private @Nullable String expositionName;
    private final Map<String, String> labels = new HashMap<>();
    private GaugeCombination combination;
    private double @Nullable [] bounds;
    private int mostSeries;

    private Builder(String name, MetricKind kind) {
      this.name = requireName("name", name);
      this.kind = kind;
      this.unit = Unit.bySuffix(name);
      boolean ofEachInstance =
          unit == Unit.NONE && MetricKind.bySuffix(name).orElse(null) == MetricKind.GAUGE;
      this.combination = ofEachInstance ? GaugeCombination.SUM : GaugeCombination.LAST;
    }

    /** Other names of the same series. */
    public Builder aliases(String... names) {
      for (String alias : requireNonNull(names, "names")) {
        requireName("alias", alias);
      }
      aliases = List.of(names);
      return this;
    }

    /** The unit, where the name's suffix does not say it. */
    public Builder unit(Unit value) {
      unit = requireNonNull(value, "unit");
      return this;
    }

    /** What the metric tells, as a sentence without its full stop. */
    public Builder description(String sentence) {
      description = requireNonNull(sentence, "description");
      return this;
    }

    /** The tag keys that the metric may have. */
    public Builder tags(String... keys) {
      Set<String> sorted = new TreeSet<>();
      for (String key : requireNonNull(keys, "keys")) {
        Decision formed = NamingRule.checkTagKey(requireNonNull(key, "tag key"));
        if (!formed.isAccepted()) {
          throw new IllegalArgumentException(formed.reason());
        }
        sorted.add(key);
      }
      tags = Collections.unmodifiableSet(sorted);
      return this;
    }

    /** The name for Prometheus, where it is not the one that follows from the name. */
    public Builder expositionName(String value) {
      expositionName = requireNonNull(value, "expositionName");
      return this;
    }

    /** The label that a tag is exposed as, where it is not the tag's key. */
    public Builder label(String tagKey, String label) {
      labels.put(requireNonNull(tagKey, "tagKey"), requireNonNull(label, "label"));
      return this;
    }

    /** How a gauge adds up over instances, where the suffix does not say it. */
    public Builder combination(GaugeCombination value) {
      combination = requireNonNull(value, "combination");
      return this;
    }

    /** The upper bounds of a histogram's exposed buckets, ascending, in the metric's unit. */
    public Builder bounds(double... ascending) {
      int count = requireNonNull(ascending, "ascending").length;
      if (kind != MetricKind.HISTOGRAM || count == 0 || count > MAX_BOUNDS) {
        throw new IllegalArgumentException(
            "bounds has %d entries for a %s: give 1 to %d to a HISTOGRAM."
                .formatted(count, kind, MAX_BOUNDS));
      }
      for (int i = 0; i < count; i++) {
        if (!Double.isFinite(ascending[i]) || (i > 0 && ascending[i] <= ascending[i - 1])) {
          throw new IllegalArgumentException(
              "bounds holds %s at index %d: give finite numbers, each greater than the one before."
                  .formatted(ascending[i], i));
        }
      }
      bounds = ascending.clone();
      return this;
    }

    /**
     * How many series it may have, where that are more than others may: they take nothing from the
     * limit of all series together, and only memory bounds them beside this.
     */
    public Builder mostSeries(int most) {
      if (most < 1) {
        throw new IllegalArgumentException("mostSeries is %d: give 1 or more.".formatted(most));
      }
      mostSeries = most;
      return this;
    }

    /** The descriptor. */
    public MetricDescriptor build() {
      if (!tags.containsAll(labels.keySet())) {
        throw new IllegalArgumentException(
            "label is for %s of %s, which lists %s: list a tag that has a label."
                .formatted(labels.keySet(), name, tags));
      }
      return new MetricDescriptor(this);
    }

    private static String requireName(String parameter, String value) {
      Decision formed = NamingRule.checkName(requireNonNull(value, parameter));
      if (!formed.isAccepted()) {
        throw new IllegalArgumentException(formed.reason());
      }
      return value;
    }
  }
}
