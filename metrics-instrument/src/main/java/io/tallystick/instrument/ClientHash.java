package io.tallystick.instrument;

import static java.util.Objects.requireNonNull;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What may be kept of a client's id. The calls that record a client take this and no string, so
 * that an id cannot be recorded as it is by accident.
 *
 * <p>Hashes are those of a runtime: the servlet filter, tenants and all instances that share a
 * store call one client the same only when all have its name from {@code runtime.keyedHash()}. A
 * host that chose to show client ids ({@code runtime.includesClientIds()}) gives {@code
 * UnaryOperator.identity()} instead, on purpose and in one place.
 *
 * <p>Make it once the runtime has started, because before that its key may not be known yet, and
 * keep it with what is known of the client: hashing costs about a microsecond and some garbage, a
 * call with a hash that is there costs none. Immutable, for any thread; equal when the name is.
 *
 * <pre>{@code
 * ClientHash client = ClientHash.of(runtime.keyedHash(), registration.clientId());
 * OAuthMetrics.clientRequest(client, Result.SUCCESS);
 * }</pre>
 */
public final class ClientHash implements TagValue {
  private static final ClientHash NONE = new ClientHash("none");

  private final String name;

  private ClientHash(String name) {
    this.name = name;
  }

  /**
   * What is kept of an id; {@link #none()} where the id, or what is made of it, is null or empty.
   *
   * @param keyedHash makes a name of an id that may be kept: {@code runtime.keyedHash()}
   * @param rawId the id as the client sends it; it is not kept
   * @throws NullPointerException when {@code keyedHash} is null
   */
  public static ClientHash of(UnaryOperator<String> keyedHash, @Nullable String rawId) {
    requireNonNull(keyedHash, "keyedHash");
    if (rawId == null || rawId.isEmpty()) {
      return NONE;
    }
    String made = keyedHash.apply(rawId);
    return made == null || made.isEmpty() ? NONE : new ClientHash(made);
  }

  /** For a request of nobody that is known; recorded as {@code none}. */
  public static ClientHash none() {
    return NONE;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientHash that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The hash, never the id. */
  @Override
  public String toString() {
    return name;
  }
}
