package io.tallystick.servlet.filter;

import java.io.IOException;
import java.util.Set;

/** Knows what containers throw when whoever asked is not there any more. */
final class ClientGone {
  private static final Set<String> NAMES = Set.of("ClientAbortException", "EofException");
  private static final int MOST_CAUSES = 10;

  private ClientGone() {}

  static boolean isReason(Throwable thrown) {
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < MOST_CAUSES; depth++) {
      if (each instanceof IOException && NAMES.contains(each.getClass().getSimpleName())) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }
}
