package io.tallystick.core.query;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.SeriesType;
import io.tallystick.spi.TagChoice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which series a question is about: those of one metric, and of these the ones with some tags, of a
 * source, of a tenant.
 *
 * <p>Immutable; each method gives a narrower selection.
 *
 * <pre>{@code
 * Selection errors = Selection.of("http.request.count").tag("status_class", "4xx", "5xx");
 * }</pre>
 */
public final class Selection {
  /** So many a database takes in one statement. */
  private static final int MOST_VALUES = 1_000;

  private final String metric;
  private final SeriesType type;
  private final @Nullable String source;
  private final @Nullable String tenant;
  private final List<TagChoice> tags;

  private Selection(
      String metric,
      SeriesType type,
      @Nullable String source,
      @Nullable String tenant,
      List<TagChoice> tags) {
    this.metric = requireNonNull(metric, "metric");
    this.type = type;
    this.source = source;
    this.tenant = tenant;
    this.tags = List.copyOf(tags);
  }

  /** All series of one of the application's own metrics, by its name or another name of it. */
  public static Selection of(String metric) {
    return new Selection(requireName(metric), SeriesType.SYSTEM, null, null, List.of());
  }

  /**
   * All series of a tenants' metric.
   *
   * @param metric its name with the prefix {@code user.}
   */
  public static Selection ofTenants(String metric) {
    return new Selection(requireName(metric), SeriesType.USER, null, null, List.of());
  }

  /** Those of one source, such as {@code service:api}. */
  public Selection source(String only) {
    return new Selection(metric, type, requireText("source", only), tenant, tags);
  }

  /**
   * Those of one tenant.
   *
   * @param id as it was given when the metric was recorded
   * @throws InvalidQueryException for a metric of the application's own
   */
  public Selection tenant(String id) {
    if (type == SeriesType.SYSTEM) {
      throw new InvalidQueryException(
          "tenant",
          id,
          metric + " is the application's own metric; only user metrics have tenants");
    }
    return new Selection(metric, type, source, requireText("tenant", id), tags);
  }

  /** Those that have a tag with one of these values. */
  public Selection tag(String key, String... values) {
    return tag(key, List.of(values));
  }

  /** Those that have a tag with one of these values. */
  public Selection tag(String key, List<String> values) {
    requireText("tag key", key);
    if (values.isEmpty()) {
      throw new InvalidQueryException(
          "tag " + key, "without a value", "give one value or several, or leave the tag out");
    }
    if (values.size() > MOST_VALUES) {
      throw new InvalidQueryException(
          "tag " + key, values.size() + " values", "give at most " + MOST_VALUES);
    }
    List<TagChoice> more = new ArrayList<>(tags);
    more.add(TagChoice.of(key, values));
    more.sort(Comparator.comparing(TagChoice::key).thenComparing(each -> each.values().toString()));
    return new Selection(metric, type, source, tenant, more);
  }

  /** The same series of another metric. */
  Selection about(String other) {
    return new Selection(other, type, source, tenant, tags);
  }

  /** The metric's name. */
  public String metric() {
    return metric;
  }

  /** Whose metric it is. */
  public SeriesType type() {
    return type;
  }

  /** The only source, or null for all. */
  public @Nullable String source() {
    return source;
  }

  /** The only tenant, as it was given, or null for all. */
  public @Nullable String tenant() {
    return tenant;
  }

  /** The tags that series must have, in the order of their keys. */
  public List<TagChoice> tags() {
    return tags;
  }

  private static String requireName(String metric) {
    return requireText("metric", metric);
  }

  private static String requireText(String field, String text) {
    if (requireNonNull(text, field).isBlank()) {
      throw new InvalidQueryException(field, "blank", "give at least one visible character");
    }
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Selection that
        && metric.equals(that.metric)
        && type == that.type
        && Objects.equals(source, that.source)
        && Objects.equals(tenant, that.tenant)
        && tags.equals(that.tags);
  }

  @Override
  public int hashCode() {
    return Objects.hash(metric, type, source, tenant, tags);
  }

  @Override
  public String toString() {
    return metric + tags;
  }
}
