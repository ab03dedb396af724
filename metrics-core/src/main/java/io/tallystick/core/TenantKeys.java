package io.tallystick.core;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Note;
import io.tallystick.spi.SecretPlace;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the id of a tenant or a client into what is kept of it: a keyed hash of 128 bits,
 * HMAC-SHA-256 cut.
 *
 * <p>The key is the configured one. Without one it is made once and kept: in the place for secrets
 * beside the store, or in the store itself where it has no such place, so that history is found
 * again after a restart and by other instances. The store keeps a fingerprint of the key; where it
 * has another's, whoever starts is refused, for else one tenant would get two histories. Until the
 * store was asked once, a random key stands in; a tenant that was seen before keeps what was made
 * with that one, for as long as the process remembers it.
 *
 * <p>For any thread; nobody who hashes waits for the store.
 */
final class TenantKeys {
  private static final String SECRET = "tenant.key";
  private static final String FINGERPRINT = "tenant.key.fingerprint";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int HASH_BYTES = 16;
  private static final int FINGERPRINT_BYTES = 8;
  private static final Logger LOGGER = LoggerFactory.getLogger(TenantKeys.class);

  private final byte @Nullable [] configured;
  private final AtomicBoolean hasComplained = new AtomicBoolean();
  private volatile SecretKeySpec key;
  private volatile boolean isAgreed;

  private TenantKeys(byte @Nullable [] configured, byte[] key) {
    this.configured = configured;
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** With a configured key, or a random one where it is empty, until a store was asked. */
  static TenantKeys of(Secret configured) {
    if (configured.text().isEmpty()) {
      return new TenantKeys(null, random());
    }
    byte[] key = configured.text().getBytes(StandardCharsets.UTF_8);
    return new TenantKeys(key, key);
  }

  /** With the key that belongs to a store. */
  static TenantKeys kept(Secret configured, StorageBackend storage) {
    TenantKeys keys = of(configured);
    keys.agree(storage);
    return keys;
  }

  private static byte[] random() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /**
   * Takes over the key that belongs to the store, or lets it keep this one; after that it does
   * nothing.
   *
   * @throws StorageException when the store fails, or belongs to another key
   */
  void agree(StorageBackend storage) {
    if (isAgreed) {
      return;
    }
    SecretKeySpec agreed =
        new SecretKeySpec(configured != null ? configured : kept(storage), ALGORITHM);
    requireSame(storage.control(), fingerprint(agreed));
    key = agreed;
    isAgreed = true;
  }

  private byte[] kept(StorageBackend storage) {
    Optional<SecretPlace> place = storage.secrets();
    return place.isPresent()
        ? place.get().find(SECRET).orElseGet(() -> place.get().keep(SECRET, key.getEncoded()))
        : keptInside(storage.control());
  }

  private byte[] keptInside(ControlStore store) {
    Optional<Note> kept = store.note(SECRET);
    if (kept.isEmpty()) {
      store.putNote(new Note(SECRET, 1, HexFormat.of().formatHex(key.getEncoded())), 0);
      kept = store.note(SECRET); // of two who write at once one is first
    }
    try {
      return kept.map(note -> HexFormat.of().parseHex(note.text())).orElseGet(key::getEncoded);
    } catch (IllegalArgumentException damaged) {
      throw StorageException.permanent(
          ("The note %s of the store holds no key of tenants: restore it from a backup, or remove it"
                  + " and %s; then what tenants recorded before is not found any more.")
              .formatted(SECRET, FINGERPRINT),
          damaged);
    }
  }

  private static void requireSame(ControlStore store, String fingerprint) {
    Optional<Note> known = store.note(FINGERPRINT);
    if (known.isEmpty()) {
      store.putNote(new Note(FINGERPRINT, 1, fingerprint), 0);
      known = store.note(FINGERPRINT);
    }
    String expected = known.map(Note::text).orElse(fingerprint);
    if (!expected.equals(fingerprint)) {
      throw StorageException.permanent(
          ("The key of tenants has the fingerprint %s, but this store was begun with the key of %s:"
                  + " configure that key, or bring its file back beside the database. To begin anew"
                  + " without what tenants and clients recorded before, remove the note %s.")
              .formatted(fingerprint, expected, FINGERPRINT),
          null);
    }
  }

  /** It tells keys apart and nothing of them. */
  private static String fingerprint(SecretKeySpec key) {
    return hashed(key, codeUnits("fingerprint"), FINGERPRINT_BYTES);
  }

  /** Does so unless the store fails, which others notice; another key is said once. */
  void agreeIfPossible(StorageBackend storage) {
    try {
      agree(storage);
    } catch (StorageException failure) {
      if (failure.canRetry()) {
        LOGGER.debug("The key of tenants could not be read yet", failure);
      } else if (hasComplained.compareAndSet(false, true)) {
        LOGGER.error("Tenants are kept apart from what they recorded before", failure);
      }
    }
  }

  /** The hash of an id. */
  String hash(String id) {
    return hashed(key, codeUnits(id), HASH_BYTES);
  }

  private static String hashed(SecretKeySpec key, byte[] text, int bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text), 0, bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
    }
  }

  /** As they are: an encoding would put the same sign for every lone surrogate. */
  private static byte[] codeUnits(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
    bytes.asCharBuffer().put(text);
    return bytes.array();
  }
}
