package io.tallystick.instrument;

import io.tallystick.Result;
import org.jspecify.annotations.Nullable;

/**
 * What knows how it is written as a tag's value. A null stays null here, since recording drops and
 * counts it: a typed call throws for it no more than a plain one.
 */
interface TagValue {
  /** As it is recorded. */
  String tagValue();

  @SuppressWarnings("NullAway") // recording takes the null and counts it
  static String text(@Nullable TagValue value) {
    return value == null ? null : value.tagValue();
  }

  @SuppressWarnings("NullAway") // recording takes the null and counts it
  static String text(@Nullable Result result) {
    return result == null ? null : result.tagValue();
  }

  /** For the metrics whose tag is {@code status}, with {@code success} and {@code failure}. */
  static String status(@Nullable Result result) {
    return result == Result.ERROR ? "failure" : text(result);
  }
}
