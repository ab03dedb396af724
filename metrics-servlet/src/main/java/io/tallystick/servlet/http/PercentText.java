package io.tallystick.servlet.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text as queries carry it. Where the JDK puts a question mark for bytes that are no text, two
 * queries could mean the same; here they mean nothing.
 */
final class PercentText {
  private PercentText() {}

  /** The text; null where it has a sign that must be encoded, or bytes that are not UTF-8. */
  static @Nullable String decoded(String encoded) {
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char each = encoded.charAt(i);
      if (each == '%') {
        int value = value(encoded, i + 1);
        if (value < 0) {
          return null;
        }
        bytes.put((byte) value);
        i += 2;
      } else if (each > ' ' && each < 0x7f) {
        bytes.put((byte) (each == '+' ? ' ' : each));
      } else {
        return null;
      }
    }
    return text(bytes.flip());
  }

  /** Of the two digits that begin somewhere; less than none where they are no digits. */
  private static int value(String encoded, int at) {
    if (at + 1 >= encoded.length()) {
      return -1;
    }
    return digit(encoded.charAt(at)) << 4 | digit(encoded.charAt(at + 1));
  }

  /** The JDK takes digits of any script. */
  private static int digit(char each) {
    return each < 0x7f ? Character.digit(each, 16) : -1;
  }

  private static @Nullable String text(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }
}
