package io.tallystick.servlet;

import org.jspecify.annotations.Nullable;

/**
 * Knows the names of clients, of which history has nothing but hashes. It is asked while an answer
 * is made for a reader who may see it; what it says is kept nowhere. A name that it does not know
 * is shown as the first part of the hash.
 *
 * <p>Any thread may call it, once for each client of an answer, so it has to be quick. Where it
 * throws, the name counts as unknown.
 *
 * <pre>{@code
 * Map<String, String> names = Map.of(runtime.keyedHash().apply("key-4711"), "Acme, batch jobs");
 * EndpointSettings settings = EndpointSettings.standard().keyNames(names::get);
 * }</pre>
 */
@FunctionalInterface
public interface KeyNames {
  /**
   * The name of a client.
   *
   * @param hash what the runtime's {@code keyedHash} makes of its id, or the id where ids are shown
   *     as they are
   * @return null where it has no name
   */
  @Nullable String nameOf(String hash);
}
