package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;

/**
 * A note on a time, such as that of a release, for whoever reads the charts.
 *
 * <pre>{@code
 * control.putAnnotation(new Annotation("a1", 1, range, "Release 4.2", Tags.empty()), 0);
 * }</pre>
 *
 * @param id tells it from other annotations, not blank
 * @param version how often it was changed, from 1
 * @param range the time that it is about; empty for a moment
 * @param text what people read
 * @param tags what it belongs to, perhaps nothing
 */
public record Annotation(String id, long version, TimeRange range, String text, Tags tags) {
  /** Checks id and version. */
  public Annotation {
    SeriesKey.requireText("id of an annotation", id);
    Numbers.requireAtLeast(1, "version of an annotation", version);
    requireNonNull(range, "range");
    requireNonNull(text, "text");
    requireNonNull(tags, "tags");
  }
}
