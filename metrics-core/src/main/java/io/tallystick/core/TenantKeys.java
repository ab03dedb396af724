package io.tallystick.core;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Note;
import io.tallystick.spi.StorageException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a tenant's id into what is kept of it: a keyed hash of 128 bits, HMAC-SHA-256 cut.
 *
 * <p>The key is kept in the store, so that a tenant's history is found again after a restart and by
 * other instances. Until the store was asked once, a random one stands in for it; a tenant that was
 * seen before keeps what was made with that one, for as long as the process remembers it.
 *
 * <p>For any thread; nobody who hashes waits for the store.
 */
final class TenantKeys {
  private static final String NOTE = "tenant.key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int HASH_BYTES = 16;
  private static final Logger LOGGER = LoggerFactory.getLogger(TenantKeys.class);

  private volatile SecretKeySpec key;
  private volatile boolean isAgreed;

  private TenantKeys(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  static TenantKeys random() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new TenantKeys(key);
  }

  /** With the key that a store keeps, which it is given where it has none. */
  static TenantKeys kept(ControlStore store) {
    TenantKeys keys = random();
    keys.agree(store);
    return keys;
  }

  /**
   * Takes over the key that the store keeps, or lets it keep this one; after that it does nothing.
   *
   * @throws StorageException when the store fails
   */
  void agree(ControlStore store) {
    if (isAgreed) {
      return;
    }
    Optional<Note> kept = store.note(NOTE);
    if (kept.isEmpty()) {
      store.putNote(new Note(NOTE, 1, HexFormat.of().formatHex(key.getEncoded())), 0);
      kept = store.note(NOTE); // of two who write at once one is first
    }
    kept.ifPresent(this::takeOver);
  }

  private void takeOver(Note note) {
    try {
      key = new SecretKeySpec(HexFormat.of().parseHex(note.text()), ALGORITHM);
      isAgreed = true;
    } catch (IllegalArgumentException damaged) {
      isAgreed = true; // else the log would hear of it every few seconds
      LOGGER.error(
          "The note {} holds no key of tenants; this process uses one of its own, and finds nothing"
              + " that tenants recorded before. Restore the note from a backup, or remove it.",
          NOTE,
          damaged);
    }
  }

  /** Does so unless the store fails, which others notice. */
  void agreeIfPossible(ControlStore store) {
    try {
      agree(store);
    } catch (StorageException away) {
      LOGGER.debug("The key of tenants could not be read yet", away);
    }
  }

  String of(String tenantId) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(codeUnits(tenantId));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
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
