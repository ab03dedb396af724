package io.tallystick.core.annotate;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.SeriesGuard;
import io.tallystick.guard.TextSanitiser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the text and the tags of an annotation have to be. */
final class AnnotationRules {
  private static final int MOST_CHARACTERS = 1_000;

  /** Stands where the guard wants the name of a metric. */
  private static final String NAME = "tallystick.annotation";

  private final SeriesGuard guard;

  AnnotationRules(GuardLimits limits) {
    this.guard = SeriesGuard.forSystem(limits);
  }

  /** The text without space around it and without control characters. */
  String text(String given) {
    String text = requireNonNull(given, "text").strip();
    if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "The text of an annotation has %d characters without the space around it: give 1 to %d."
              .formatted(text.length(), MOST_CHARACTERS));
    }
    return TextSanitiser.clean(text);
  }

  /** The tags as those of a system metric would be. */
  Tags tags(Tags given) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, String> tag : requireNonNull(given, "tags")) {
      pairs.add(tag.getKey());
      pairs.add(tag.getValue());
    }
    GuardedSeries guarded = guard.admit(NAME, null, pairs.toArray(new String[0]));
    if (!guarded.decision().isAccepted()) {
      throw new IllegalArgumentException(guarded.decision().reason());
    }
    return Tags.of(guarded.tags().toArray(new String[0]));
  }
}
