package io.tallystick.core.alert;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Fixed words, each of which stands for something. */
final class Words {
  private Words() {}

  /** What a word of a field stands for. */
  static <T> T find(T[] all, Function<T, String> id, String field, String word) {
    for (T each : all) {
      if (id.apply(each).equals(word)) {
        return each;
      }
    }
    String known = Arrays.stream(all).map(id).collect(Collectors.joining(", "));
    throw new InvalidRuleException(field, word, "give one of " + known);
  }
}
