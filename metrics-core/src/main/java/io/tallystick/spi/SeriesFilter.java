package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which series of one metric are meant.
 *
 * <p>Immutable; each {@code with} method gives a narrower filter.
 *
 * <pre>{@code
 * SeriesFilter errors =
 *     SeriesFilter.system("http.request.count")
 *         .withSource("service:api")
 *         .with(TagChoice.of("status_class", "4xx", "5xx"));
 * }</pre>
 *
 * @param name the metric's name, not blank
 * @param type whose metric it is
 * @param source the only source, or null for all
 * @param tenant the only tenant, as series keys hold it, or null for all; a system metric has none
 * @param choices tags that a series must have, beside any others
 */
public record SeriesFilter(
    String name,
    SeriesType type,
    @Nullable String source,
    @Nullable String tenant,
    List<TagChoice> choices) {
  /** Checks that every part is there. */
  public SeriesFilter {
    SeriesKey.requireText("name", name);
    requireNonNull(type, "type");
    choices = List.copyOf(choices);
    if (tenant != null && type == SeriesType.SYSTEM) {
      throw new IllegalArgumentException(
          "A filter of a system metric names a tenant: only user metrics have one.");
    }
  }

  /** Every series of one of the application's own metrics. */
  public static SeriesFilter system(String name) {
    return new SeriesFilter(name, SeriesType.SYSTEM, null, null, List.of());
  }

  /** Every series of a tenants' metric, whichever tenant's. */
  public static SeriesFilter user(String name) {
    return new SeriesFilter(name, SeriesType.USER, null, null, List.of());
  }

  /** This filter, of one source only. */
  public SeriesFilter withSource(String only) {
    return new SeriesFilter(name, type, requireNonNull(only, "source"), tenant, choices);
  }

  /** This filter, of one tenant only. */
  public SeriesFilter withTenant(String only) {
    return new SeriesFilter(name, type, source, requireNonNull(only, "tenant"), choices);
  }

  /** This filter, of series that have one of some values of a tag, too. */
  public SeriesFilter with(TagChoice choice) {
    List<TagChoice> more = new ArrayList<>(choices);
    more.add(requireNonNull(choice, "choice"));
    return new SeriesFilter(name, type, source, tenant, more);
  }

  /** This filter, of series that have these tags, too. */
  public SeriesFilter with(Tags tags) {
    SeriesFilter narrower = this;
    for (int i = 0; i < tags.size(); i++) {
      narrower = narrower.with(TagChoice.of(tags.key(i), tags.value(i)));
    }
    return narrower;
  }

  /** Whether a series is meant; a backend may find them by other means. */
  public boolean asksFor(SeriesKey series) {
    return name.equals(series.name())
        && type == series.type()
        && (source == null || source.equals(series.source()))
        && (tenant == null || tenant.equals(series.tenant()))
        && admits(series.tags());
  }

  private boolean admits(Tags tags) {
    for (TagChoice choice : choices) {
      if (!choice.admits(tags)) {
        return false;
      }
    }
    return true;
  }
}
