package io.tallystick;

/**
 * How something that was timed ended; the value of the tag {@value #TAG}.
 *
 * <pre>{@code
 * metrics.duration("db.query.duration_ms", nanos, Tags.empty(), Result.ERROR);
 * }</pre>
 */
public enum Result {
  /** It ended as it should. */
  SUCCESS,
  /** It threw, failed or was cancelled. */
  ERROR;

  /** The key of the tag that carries a result. */
  public static final String TAG = "result";

  /** {@code success} or {@code error}. */
  public String tagValue() {
    return this == SUCCESS ? "success" : "error";
  }
}
