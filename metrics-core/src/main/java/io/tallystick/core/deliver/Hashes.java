package io.tallystick.core.deliver;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256, with a key and without: every Java has both. */
final class Hashes {
  private static final String KEYED = "HmacSHA256";

  private Hashes() {}

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java has no SHA-256.", impossible);
    }
  }

  /** The hash with this key of both, one after the other. */
  static byte[] hmac(byte[] key, byte[] first, byte[] second) {
    try {
      Mac mac = Mac.getInstance(KEYED);
      mac.init(new SecretKeySpec(key, KEYED));
      mac.update(first);
      return mac.doFinal(second);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java has no HMAC-SHA-256.", impossible);
    }
  }

  static String hex(byte[] bytes, int most) {
    return HexFormat.of().formatHex(bytes, 0, Math.min(most, bytes.length));
  }
}
