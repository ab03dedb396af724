package io.tallystick.core.catalog;

import java.util.List;

/**
 * A tag that a metric of the catalogue may have, with the values that are known beforehand.
 *
 * <p>Immutable.
 *
 * <pre>{@code
 * for (CatalogueTag tag : entry.tags()) {
 *   if (tag.fixed()) {
 *     offerChoice(tag.key(), tag.values());
 *   }
 * }
 * }</pre>
 *
 * @param key the tag's key
 * @param label what Prometheus is shown instead of the key; the key itself where nothing is stated
 * @param values the documented values in the order of the file; empty where any value may come
 * @param fixed whether the values are all there are, not only examples; false without values
 * @param hashed whether the value is only ever exposed as a hash
 * @param optional whether the tag is left out unless it is asked for
 */
public record CatalogueTag(
    String key,
    String label,
    List<String> values,
    boolean fixed,
    boolean hashed,
    boolean optional) {
  /** Copies the values. */
  public CatalogueTag {
    values = List.copyOf(values);
  }
}
