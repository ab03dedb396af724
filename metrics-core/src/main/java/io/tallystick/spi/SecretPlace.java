package io.tallystick.spi;

import java.util.Optional;

/**
 * A place beside a store for what must not lie in it, since whoever may read the store may not know
 * it. A secret is a text of printable ASCII. Any thread may call.
 *
 * <pre>{@code
 * storage.secrets().ifPresent(place -> place.keep("tenant.key", secret));
 * }</pre>
 */
public interface SecretPlace {
  /**
   * A secret that was kept.
   *
   * @throws StorageException when it cannot be read
   */
  Optional<String> find(String name);

  /**
   * Keeps a secret unless there is one of this name already, where nobody but this user reads it.
   *
   * @return the one that is kept from here on: this, or the other
   * @throws StorageException when it cannot be kept
   */
  String keep(String name, String secret);
}
