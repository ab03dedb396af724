package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;
import static io.tallystick.instrument.TagValue.text;

import io.tallystick.GaugeRegistration;
import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Work;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys that sign, and API keys. A reason is one of a few; neither a key nor a part of one ever is a
 * value.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed, and what registers a supplier where a null is given.
 *
 * <pre>{@code
 * KeyMetrics.runRotation(keys::rotate);
 * KeyMetrics.activeKeyAgeMillis(() -> keys.active().ageMillis());
 * KeyMetrics.apiKeyRefusedFor("expired");
 * }</pre>
 */
public final class KeyMetrics {
  private static final String REASON = "reason";

  private KeyMetrics() {}

  /** A replacement of the signing key was asked for. */
  public static void rotationTriggeredFor(String reason) {
    Metrics.current().count("jwks.rotate.triggered.count", 1, REASON, reason);
  }

  /** Replaces the signing key, counts whether that went well, and records how long it took. */
  public static <R extends @Nullable Object, X extends Throwable> R timedRotation(
      Measured<R, X> work) throws X {
    return Stopwatch.time(work, KeyMetrics::rotationTook);
  }

  /** Does a replacement that gives back nothing, like {@link #timedRotation}. */
  public static <X extends Throwable> void runRotation(Work<X> work) throws X {
    timedRotation(work);
  }

  /**
   * Replacing the signing key took so many nanoseconds; counts whether it went well and records the
   * time.
   */
  public static void rotationTook(long nanos, Result result) {
    if (result == Result.SUCCESS) {
      Metrics.current().count("jwks.rotation.success");
    } else if (result == Result.ERROR) {
      Metrics.current().count("jwks.rotation.error");
    }
    Metrics.current().histogram("jwks.rotate.duration_ms", millis(nanos), Result.TAG, text(result));
  }

  /**
   * Removes retired signing keys, and records how long that took; {@link #pruned} says how many.
   */
  public static <R extends @Nullable Object, X extends Throwable> R timedPrune(Measured<R, X> work)
      throws X {
    return Stopwatch.time(work, KeyMetrics::pruneTook);
  }

  /** Does a removal that gives back nothing, like {@link #timedPrune}. */
  public static <X extends Throwable> void runPrune(Work<X> work) throws X {
    timedPrune(work);
  }

  /** It took so many nanoseconds to remove retired signing keys. */
  public static void pruneTook(long nanos, Result result) {
    Metrics.current().histogram("jwks.prune.duration_ms", millis(nanos), Result.TAG, text(result));
  }

  /** So many retired signing keys were removed. */
  public static void pruned(long keys) {
    Metrics.current().count("jwks.pruned.count", keys);
  }

  /** The signing key in use is so many milliseconds old. */
  public static void activeKeyAgeMillis(long value) {
    Metrics.current().gauge("jwks.active_key.age_ms", value);
  }

  /**
   * The age of the signing key in use in milliseconds, asked from a supplier at each flush until
   * the registration is closed.
   */
  public static GaugeRegistration activeKeyAgeMillis(DoubleSupplier value) {
    return Metrics.current().gauge("jwks.active_key.age_ms", value);
  }

  /** Finds out whose API key a request carries, and records how long that took. */
  public static <R extends @Nullable Object, X extends Throwable> R timedApiKeyResolve(
      Measured<R, X> work) throws X {
    return Stopwatch.time(work, (nanos, result) -> apiKeyResolveTook(nanos));
  }

  /** It took so many nanoseconds to find out whose API key a request carries. */
  public static void apiKeyResolveTook(long nanos) {
    Metrics.current().histogram("apikey.resolve.duration_ms", millis(nanos));
  }

  /** The API key of a request belongs to so many groups. */
  public static void apiKeyGroups(long groups) {
    Metrics.current().histogram("apikey.groups.count", groups);
  }

  /** A request with an API key needed a decision by attributes as well. */
  public static void apiKeyAbacRequiredFor(String entityType) {
    Metrics.current().count("apikey.abac.required", 1, "entity_type", entityType);
  }

  /** A request came without an API key where one is needed. */
  public static void apiKeyMissing() {
    Metrics.current().count("apikey.auth.missing.count");
  }

  /** A request came with an API key that was refused. */
  public static void apiKeyRefusedFor(String reason) {
    Metrics.current().count("apikey.auth.invalid.count", 1, REASON, reason);
  }

  /** An API key was revoked. */
  public static void apiKeyRevokedFor(String reason) {
    Metrics.current().count("apikey.revoked.count", 1, REASON, reason);
  }

  /** An API key was asked for, and issued or not. */
  public static void apiKeyIssued(Result result) {
    Metrics.current().count("apikey.issued.count", 1, Result.TAG, text(result));
  }
}
