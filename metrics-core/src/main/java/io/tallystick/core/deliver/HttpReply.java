package io.tallystick.core.deliver;

/**
 * What there is to know of a reply.
 *
 * @param status such as 200
 * @param length how long its body is; -1 where it does not say it
 * @param isChunked whether its body comes in chunks that say how long they are
 * @param retryAfter when to call again, as it says it; empty where it does not
 */
record HttpReply(int status, long length, boolean isChunked, String retryAfter) {
  private static final int SWITCHING = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** Whether another one follows. */
  boolean isInterim() {
    return status < 200 && status != SWITCHING;
  }

  boolean hasNoBody() {
    return status == NO_CONTENT || status == NOT_MODIFIED;
  }
}
