package io.tallystick.servlet.filter;

import java.io.CharConversionException;
import java.io.IOException;
import java.util.Set;

/** Knows what containers throw when whoever asked is not there any more. */
final class ClientGone {
  private static final Set<String> NAMES = Set.of("ClientAbortException", "EofException");

  private ClientGone() {}

  static boolean isReason(Throwable thrown) {
    return thrown instanceof IOException && NAMES.contains(thrown.getClass().getSimpleName());
  }

  /** Whether it is thrown for what was written: a character that cannot be, or more than said. */
  static boolean isOfContent(IOException thrown) {
    return thrown instanceof CharConversionException
        || String.valueOf(thrown.getMessage()).contains("content-length");
  }
}
