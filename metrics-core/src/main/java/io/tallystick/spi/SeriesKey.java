package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What tells one series from all others.
 *
 * <p>Immutable. The guards have looked at names and tags before a key is made, so only what would
 * make a key ambiguous is checked here. Text is compared as it is: case, accents and the form of
 * Unicode all matter, and a backend must keep them apart.
 *
 * <pre>{@code
 * SeriesKey orders =
 *     SeriesKey.system(
 *         "orders.count", MetricKind.COUNTER, "service:api", Tags.of("status", "paid"));
 * }</pre>
 *
 * @param name the metric's name, not blank
 * @param kind what the metric is
 * @param type whose metric it is
 * @param source the source of the runtime that recorded it, such as {@code service:api}, not blank
 * @param tenant the tenant as a keyed hash, not blank; null exactly when the type is {@link
 *     SeriesType#SYSTEM}
 * @param tags the tags, perhaps none
 */
public record SeriesKey(
    String name,
    MetricKind kind,
    SeriesType type,
    String source,
    @Nullable String tenant,
    Tags tags) {
  /** Checks that every part is there and that a tenant stands where one belongs. */
  public SeriesKey {
    requireText("name", name);
    requireNonNull(kind, "kind");
    requireNonNull(type, "type");
    requireText("source", source);
    requireNonNull(tags, "tags");
    checkTenant(type, tenant);
  }

  /** The key of one of the application's own series. */
  public static SeriesKey system(String name, MetricKind kind, String source, Tags tags) {
    return new SeriesKey(name, kind, SeriesType.SYSTEM, source, null, tags);
  }

  /** The key of a tenant's series. */
  public static SeriesKey user(
      String name, MetricKind kind, String source, String tenant, Tags tags) {
    return new SeriesKey(name, kind, SeriesType.USER, source, tenant, tags);
  }

  static void requireText(String part, String text) {
    if (requireNonNull(text, part).isBlank()) {
      throw new IllegalArgumentException(
          "The %s is blank: give it at least one visible character.".formatted(part));
    }
  }

  private static void checkTenant(SeriesType type, @Nullable String tenant) {
    if ((tenant != null) != (type == SeriesType.USER)) {
      throw new IllegalArgumentException(
          "The type is %s and a tenant is %s: a tenant belongs to user series, and to all of them."
              .formatted(type.id(), tenant == null ? "missing" : "given"));
    }
    if (tenant != null) {
      requireText("tenant", tenant);
    }
  }
}
