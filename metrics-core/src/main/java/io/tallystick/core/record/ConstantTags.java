package io.tallystick.core.record;

import io.tallystick.Tags;
import io.tallystick.guard.GuardedSeries;
import java.util.ArrayList;
import java.util.List;

/**
 * The tags that every series of a runtime has when it is stored. A series of its own never repeats
 * one: else {@code orders.count} and {@code orders.count{region=eu}} would be two series here and
 * one in the store, where one would overwrite the other. A tag with another value stays, and wins.
 */
final class ConstantTags {
  private final Tags tags;

  ConstantTags(Tags tags) {
    this.tags = tags;
  }

  /** Keys and values in turn of what a series has beside the constant tags. */
  String[] besides(GuardedSeries guarded) {
    List<String> pairs = guarded.tags();
    if (tags.isEmpty()) {
      return pairs.toArray(new String[0]);
    }
    List<String> own = new ArrayList<>(pairs.size());
    for (int i = 0; i < pairs.size(); i += 2) {
      if (!pairs.get(i + 1).equals(tags.get(pairs.get(i)))) {
        own.addAll(pairs.subList(i, i + 2));
      }
    }
    return own.toArray(new String[0]);
  }
}
