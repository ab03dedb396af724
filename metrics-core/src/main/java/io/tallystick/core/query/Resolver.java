package io.tallystick.core.query;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.TagChoice;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what people write into what stores know, and tells what is known of a metric. */
final class Resolver {
  /** Of more series than that the values of tags are not all known. */
  private static final int MOST_SERIES = 100_000;

  private final Sources sources;
  private final Function<String, Optional<MetricDescriptor>> descriptors;
  private final Function<String, String> tenantKey;
  private final Answers answers;

  Resolver(
      Sources sources,
      Function<String, Optional<MetricDescriptor>> descriptors,
      Function<String, String> tenantKey,
      Answers answers) {
    this.sources = sources;
    this.descriptors = descriptors;
    this.tenantKey = tenantKey;
    this.answers = answers;
  }

  /** The name that a metric is recorded under. */
  String name(String nameOrAlias) {
    return descriptors.apply(nameOrAlias).map(MetricDescriptor::name).orElse(nameOrAlias);
  }

  /** The key that a tenant's series carry. */
  String tenantKey(String id) {
    return tenantKey.apply(id);
  }

  /** The filter of a selection. */
  SeriesFilter filter(Selection selection) {
    SeriesFilter filter = all(selection);
    for (TagChoice choice : selection.tags()) {
      filter = filter.with(choice);
    }
    return filter;
  }

  /** The filter of all series of a selection's metric and tenant. */
  private SeriesFilter all(Selection selection) {
    String source = selection.source();
    String tenant = selection.tenant();
    return new SeriesFilter(
        selection.type() == SeriesType.SYSTEM ? name(selection.metric()) : selection.metric(),
        selection.type(),
        source,
        tenant == null ? null : tenantKey(tenant),
        List.of());
  }

  /** What is known of the metric of a selection; for a thread that may wait for the store. */
  Facts facts(Selection selection, boolean isFresh) {
    SeriesFilter filter = all(selection);
    Asked asked = new Asked("facts", filter);
    Facts known = isFresh ? null : answers.kept(Shelf.NAMES, asked, Facts.class);
    if (known != null) {
      return known;
    }
    Stream<SeriesKey> live = sources.live().series(filter.name()).filter(filter::asksFor);
    Facts facts =
        Facts.of(
            Stream.concat(sources.store().series(filter, MOST_SERIES).stream(), live).distinct());
    if (facts.kind() != null) {
      answers.keep(Shelf.NAMES, asked, facts);
    }
    return facts;
  }

  /**
   * What a metric is, as its series say, or else its descriptor; null when it is unknown. What is
   * derived adds up like a counter.
   */
  @Nullable MetricKind kind(Selection selection, Facts facts) {
    if (sources.isDerived(selection.metric())) {
      return MetricKind.COUNTER;
    }
    return facts.kind() != null
        ? facts.kind()
        : descriptors.apply(selection.metric()).map(MetricDescriptor::kind).orElse(null);
  }

  /** Refuses keys that no series has, so that nobody waits for groups that never come. */
  void requireKeys(Question question, Selection selection, Facts facts) {
    for (String key : question.keys()) {
      if (facts.series() > 0 && !facts.hasKey(key) && !key.equals(Groups.SOURCE)) {
        Facts now = facts(selection, true);
        if (!now.hasKey(key)) {
          throw new InvalidQueryException(
              "groupBy",
              key,
              "no series of %s has such a tag; it has %s"
                  .formatted(selection.metric(), now.tags().keySet()));
        }
      }
    }
  }
}
