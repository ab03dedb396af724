package io.tallystick.core;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns a tenant's id into what is kept of it: a keyed hash of 128 bits, HMAC-SHA-256 cut. */
final class TenantKeys {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int HASH_BYTES = 16;

  private final SecretKeySpec key;

  private TenantKeys(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  static TenantKeys random() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new TenantKeys(key);
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
