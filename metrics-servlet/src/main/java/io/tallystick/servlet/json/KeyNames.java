package io.tallystick.servlet.json;

import org.jspecify.annotations.Nullable;

/**
 * Gives the names that people know clients by. It is asked while an answer is written for who may
 * read it, so it must be quick; when it throws, the short hash is shown. Any thread may ask.
 *
 * <pre>{@code
 * KeyNames names = hash -> keysByHash.get(hash);
 * }</pre>
 */
@FunctionalInterface
public interface KeyNames {
  /** Nobody's name is known. */
  KeyNames NONE = hash -> null;

  /** The name of a client by what its tag holds; null where there is none. */
  @Nullable String of(String hash);
}
