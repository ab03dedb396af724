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
  private static final String WHAT_TO_DO =
      "configure that key as %s, or bring back what was kept of it. To begin anew without what"
              .formatted(Options.TENANT_KEY.property())
          + " tenants and clients recorded before, remove the notes %s and %s."
              .formatted(SECRET, FINGERPRINT);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int HASH_BYTES = 16;
  private static final int FINGERPRINT_BYTES = 8;
  private static final Logger LOGGER = LoggerFactory.getLogger(TenantKeys.class);

  private final Secret configured;
  private final AtomicBoolean hasWarned = new AtomicBoolean();
  private final AtomicBoolean hasComplained = new AtomicBoolean();
  private volatile Secret secret;
  private volatile SecretKeySpec key;
  private volatile boolean isAgreed;

  private TenantKeys(Secret configured) {
    this.configured = configured;
    secret = configured.isGiven() ? configured : random();
    key = key(secret);
  }

  /** With a configured key, or a random one where it is empty, until a store was asked. */
  static TenantKeys of(Secret configured) {
    return new TenantKeys(configured);
  }

  /** With the key that belongs to a store. */
  static TenantKeys kept(Secret configured, StorageBackend storage) {
    TenantKeys keys = of(configured);
    keys.agree(storage);
    return keys;
  }

  /** A text, so that who takes it elsewhere can configure it there. */
  private static Secret random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(HexFormat.of().formatHex(bytes));
  }

  private static SecretKeySpec key(Secret secret) {
    return new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), ALGORITHM);
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
    Secret agreed = configured.isGiven() ? configured : kept(storage);
    SecretKeySpec itsKey = key(agreed);
    requireSame(storage.control(), fingerprint(itsKey));
    secret = agreed;
    key = itsKey;
    isAgreed = true;
  }

  private Secret kept(StorageBackend storage) {
    SecretPlace place = storage.secrets().orElseGet(() -> new SecretNotes(storage.control()));
    // Whoever begins a store keeps its key before it says whose that is: asked for the other way
    // round, the key of one that begins at this moment would look lost.
    Optional<Note> known = storage.control().note(FINGERPRINT);
    Optional<String> there = place.find(SECRET);
    if (there.isEmpty()) {
      if (known.isPresent()) {
        throw StorageException.permanent(
            "The key of tenants is missing, and this store was begun with the key of %s: %s"
                .formatted(known.get().text(), WHAT_TO_DO),
            null);
      }
      there = Optional.of(place.keep(SECRET, secret.text()));
    }
    if (!Options.TENANT_KEY.type().allows(there.get()) || there.get().isEmpty()) {
      throw StorageException.permanent(
          "What is kept as %s is no key of tenants: %s".formatted(SECRET, WHAT_TO_DO), null);
    }
    return new Secret(there.get());
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
          "The key of tenants is the one of %s, and this store was begun with the key of %s: %s"
              .formatted(fingerprint, expected, WHAT_TO_DO),
          null);
    }
  }

  /** It tells keys apart and nothing of them. */
  private static String fingerprint(SecretKeySpec key) {
    return hashed(key, codeUnits("fingerprint"), FINGERPRINT_BYTES);
  }

  /** Does so unless the store fails or has another's; what came of it is said once each. */
  void agreeIfPossible(StorageBackend storage) {
    try {
      agree(storage);
    } catch (StorageException failure) {
      if (failure.canRetry() && hasWarned.compareAndSet(false, true)) {
        LOGGER.warn(
            "The key of tenants cannot be read yet: until then tenants and clients are kept under a"
                + " key of this process",
            failure);
      } else if (!failure.canRetry() && hasComplained.compareAndSet(false, true)) {
        LOGGER.error("Tenants and clients are kept apart from what they recorded before", failure);
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
