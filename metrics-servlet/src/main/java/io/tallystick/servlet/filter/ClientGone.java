package io.tallystick.servlet.filter;

import java.io.CharConversionException;
import java.io.IOException;
import java.util.Set;

/** Knows what containers throw when whoever asked is not there any more. */
final class ClientGone {
  private static final Set<String> NAMES = Set.of("ClientAbortException", "EofException");

  private ClientGone() {}

  static boolean isReason(Throwable thrown) {
    return thrown instanceof IOException io
        && NAMES.contains(thrown.getClass().getSimpleName())
        && !isOfContent(io);
  }

  /**
   * Whether it is thrown for what was written: a character that cannot be, more than said, or
   * anything after the end.
   */
  static boolean isOfContent(IOException thrown) {
    String message = String.valueOf(thrown.getMessage());
    return thrown instanceof CharConversionException
        || message.contains("content-length")
        || message.equals("Closed");
  }
}
