package io.tallystick.spi;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The name of one writer: one incarnation of a runtime, from its start to its close.
 *
 * <p>128 random bits, so that no two writers ever share one, wherever they run. A writer owns the
 * buckets that carry its id; nobody else writes them. {@link #FOLDED} is nobody's: it marks what
 * was merged from the buckets of all writers.
 *
 * <pre>{@code
 * WriterId writer = WriterId.random();
 * WriterId same = WriterId.parse(writer.toString()); // 32 digits of 0-9 and a-f
 * }</pre>
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record WriterId(long high, long low) implements Comparable<WriterId> {
  /** Writer 0, to whom merged buckets belong. */
  public static final WriterId FOLDED = new WriterId(0, 0);

  private static final int DIGITS = 32;

  /** A fresh id, never {@link #FOLDED}. */
  public static WriterId random() {
    SecureRandom random = new SecureRandom();
    WriterId id = new WriterId(random.nextLong(), random.nextLong());
    return id.equals(FOLDED) ? random() : id;
  }

  /**
   * The id that a text of 32 digits 0-9 and a-f stands for.
   *
   * @throws IllegalArgumentException when the text is anything else
   */
  public static WriterId parse(String text) {
    if (text.length() != DIGITS || !text.chars().allMatch(WriterId::isDigit)) {
      throw new IllegalArgumentException(
          "A writer id has %d characters or others than 0-9 and a-f: give all %d digits."
              .formatted(text.length(), DIGITS));
    }
    return new WriterId(
        HexFormat.fromHexDigitsToLong(text, 0, DIGITS / 2),
        HexFormat.fromHexDigitsToLong(text, DIGITS / 2, DIGITS));
  }

  private static boolean isDigit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  /** In the order of the texts. */
  @Override
  public int compareTo(WriterId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** 32 digits of 0-9 and a-f, as {@link #parse} takes them. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
