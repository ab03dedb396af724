package io.tallystick.core;

import java.util.Optional;

/** A number of bytes as people write it: {@code 33554432}, {@code 32MB}. */
final class ByteSize {
  static final long KB = 1L << 10;
  static final long MB = 1L << 20;
  static final long GB = 1L << 30;

  /** Stands for any size. */
  static final long UNLIMITED = Long.MAX_VALUE;

  private static final String UNLIMITED_TEXT = "unlimited";

  private ByteSize() {}

  static Optional<Long> readPerhapsUnlimited(String text) {
    return text.equals(UNLIMITED_TEXT) ? Optional.of(UNLIMITED) : read(text);
  }

  static String textPerhapsUnlimited(long bytes) {
    return bytes == UNLIMITED ? UNLIMITED_TEXT : text(bytes);
  }

  static Optional<Long> read(String text) {
    long unit = unit(text);
    String digits = unit == 1 ? text : text.substring(0, text.length() - 2);
    return OptionType.readDigits(digits)
        .filter(count -> count <= Long.MAX_VALUE / unit)
        .map(count -> count * unit);
  }

  /** In the largest unit that divides it. */
  static String text(long bytes) {
    if (bytes == 0 || bytes % KB != 0) {
      return String.valueOf(bytes);
    }
    if (bytes % MB != 0) {
      return bytes / KB + "KB";
    }
    return bytes % GB == 0 ? bytes / GB + "GB" : bytes / MB + "MB";
  }

  private static long unit(String text) {
    if (text.endsWith("KB")) {
      return KB;
    }
    if (text.endsWith("MB")) {
      return MB;
    }
    return text.endsWith("GB") ? GB : 1;
  }
}
