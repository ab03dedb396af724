package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;
import static io.tallystick.instrument.TagValue.text;

import io.tallystick.GaugeRegistration;
import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import io.tallystick.Work;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tokens that an application issues. A type that is not a {@link TokenType} has
 * a name, such as {@code id} or {@code invitation}: one of a few, never a token.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed, and what registers a supplier where a null is given.
 *
 * <pre>{@code
 * String token = TokenMetrics.timedGeneration(() -> signer.sign(claims));
 * TokenMetrics.issued(TokenType.ACCESS);
 * }</pre>
 */
public final class TokenMetrics {
  private static final String TOKEN_TYPE = "token_type";

  private TokenMetrics() {}

  /** A token was issued. */
  public static void issued(TokenType type) {
    Metrics.current().count("token.issued.count", 1, TOKEN_TYPE, text(type));
  }

  /**
   * A token of another type was issued.
   *
   * @param type the name of the type, such as {@code id}; never the token
   */
  public static void issuedOfType(String type) {
    Metrics.current().count("token.issued.count", 1, TOKEN_TYPE, type);
  }

  /** A token was revoked before it ran out. */
  public static void revoked(TokenType type) {
    Metrics.current().count("token.revoked.count", 1, TOKEN_TYPE, text(type));
  }

  /**
   * A token of another type was revoked before it ran out.
   *
   * @param type the name of the type, such as {@code id}; never the token
   */
  public static void revokedOfType(String type) {
    Metrics.current().count("token.revoked.count", 1, TOKEN_TYPE, type);
  }

  /** So many tokens that this instance issued are valid. */
  public static void active(TokenType type, long value) {
    Metrics.current().gauge("token.active", value, TOKEN_TYPE, text(type));
  }

  /**
   * The number of valid tokens that this instance issued, asked from a supplier at each flush until
   * the registration is closed.
   */
  public static GaugeRegistration active(TokenType type, DoubleSupplier value) {
    return Metrics.current().gauge("token.active", Tags.of(TOKEN_TYPE, text(type)), value);
  }

  /** A token was checked; one that was refused is an error. */
  public static void validated(Result result) {
    Metrics.current().count("token.validation.count", 1, Result.TAG, text(result));
  }

  /** Makes and signs a token, and records how long that took. */
  public static <R extends @Nullable Object, X extends Throwable> R timedGeneration(
      Measured<R, X> work) throws X {
    return Stopwatch.time(work, TokenMetrics::generationTook);
  }

  /** It took so many nanoseconds to make and sign a token. */
  public static void generationTook(long nanos, Result result) {
    Metrics.current()
        .histogram("token.generation.duration_ms", millis(nanos), Result.TAG, text(result));
  }

  /** Clears away the tokens that have run out, counts that, and records how long it took. */
  public static <R extends @Nullable Object, X extends Throwable> R timedCleanup(
      Measured<R, X> work) throws X {
    return Stopwatch.time(work, TokenMetrics::cleanupTook);
  }

  /** Does cleaning up that gives back nothing, like {@link #timedCleanup}. */
  public static <X extends Throwable> void runCleanup(Work<X> work) throws X {
    timedCleanup(work);
  }

  /**
   * Tokens that had run out were cleared away, in so many nanoseconds; counts it and records the
   * time.
   */
  public static void cleanupTook(long nanos, Result result) {
    Metrics.current().count("token.cleanup.count", 1, Result.TAG, text(result));
    Metrics.current()
        .histogram("token.cleanup.duration_ms", millis(nanos), Result.TAG, text(result));
  }
}
