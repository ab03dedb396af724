package io.tallystick.core.catalog;

import io.tallystick.MetricDescriptor;
import java.util.List;

/**
 * One metric of the catalogue: its descriptor, and its tags with what a descriptor does not say.
 *
 * <p>Immutable.
 *
 * <pre>{@code
 * metrics.describe(entry.descriptor());
 * List<String> keys = entry.tags().stream().map(CatalogueTag::key).toList();
 * }</pre>
 *
 * @param descriptor the metric
 * @param tags the descriptor's tags, in the order in which they are documented
 */
public record CatalogueEntry(MetricDescriptor descriptor, List<CatalogueTag> tags) {
  /** Copies the tags. */
  public CatalogueEntry {
    tags = List.copyOf(tags);
  }
}
