package io.tallystick.spi;

/** What every number in a bucket has to be. */
final class Numbers {
  private Numbers() {}

  static void requireFinite(String part, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          "The %s is %s: only finite numbers can be kept.".formatted(part, number));
    }
  }

  static void requireNotNegative(String part, double number) {
    if (number < 0) {
      throw new IllegalArgumentException(
          "The %s is %s: it must not be negative.".formatted(part, number));
    }
  }

  static void requireAtLeast(long least, String part, long number) {
    if (number < least) {
      throw new IllegalArgumentException(
          "The %s is %d: it must be at least %d.".formatted(part, number, least));
    }
  }

  /** Each number must be as large as the one before it. */
  static void requireRising(String parts, double... numbers) {
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i - 1] > numbers[i]) {
        throw new IllegalArgumentException(
            "Of %s, %s comes before %s: none may be less than the one before it."
                .formatted(parts, numbers[i - 1], numbers[i]));
      }
    }
  }
}
