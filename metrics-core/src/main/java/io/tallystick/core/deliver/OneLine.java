package io.tallystick.core.deliver;

import java.util.HexFormat;

/**
 * Text that cannot begin a line of its own in a log: control characters, ends of lines and marks
 * that turn the direction of text around are written as what they are.
 */
final class OneLine {
  private static final HexFormat HEX = HexFormat.of();

  private OneLine() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.chars().forEach(each -> append(line, (char) each));
    return line.toString();
  }

  /** The same, cut where it is longer. */
  static String of(String text, int most) {
    String line = of(text);
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }

  private static void append(StringBuilder line, char each) {
    switch (each) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isPlain(each)) {
          line.append(each);
        } else {
          line.append("\\u").append(HEX.toHexDigits(each));
        }
      }
    }
  }

  private static boolean isPlain(char each) {
    return switch (Character.getType(each)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
