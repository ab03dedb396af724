package io.tallystick.servlet.filter;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How many bytes characters become, without making them. */
final class EncodedLength {
  private final Charset charset;

  EncodedLength(Charset charset) {
    this.charset = charset;
  }

  long of(CharSequence text, int from, int count) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return ofUtf8(text, from, from + count);
    }
    if (charset.name().startsWith("UTF-16")) {
      return 2L * count;
    }
    return charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)
        ? count
        : text.subSequence(from, from + count).toString().getBytes(charset).length;
  }

  /** A pair of surrogates becomes four bytes: two for each half, wherever it is cut. */
  private static long ofUtf8(CharSequence text, int from, int end) {
    long bytes = (long) end - from;
    for (int i = from; i < end; i++) {
      char each = text.charAt(i);
      if (each >= 0x80) {
        bytes += each < 0x800 || Character.isSurrogate(each) ? 1 : 2;
      }
    }
    return bytes;
  }
}
