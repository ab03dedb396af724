package io.tallystick.store.jdbc;

import io.tallystick.Tags;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.SeriesKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * 128 bits that stand for a series key: the head of the SHA-256 of its parts, each as its UTF-16
 * code units behind their number, so that no two keys have one form, not even where a surrogate
 * stands alone, which UTF-8 cannot say. The form is a part of every store: it never changes.
 */
final class KeyHash {
  private static final int BYTES = 16;

  private KeyHash() {}

  static byte[] of(SeriesKey key) {
    ByteArrayOutputStream form = new ByteArrayOutputStream(256);
    add(form, key.name());
    add(form, key.kind().name());
    add(form, key.type().id());
    add(form, key.source());
    String tenant = key.tenant();
    add(form, tenant == null ? "" : tenant);
    Tags tags = key.tags();
    for (int i = 0; i < tags.size(); i++) {
      add(form, tags.key(i));
      add(form, tags.value(i));
    }
    return Arrays.copyOf(sha256(form.toByteArray()), BYTES);
  }

  /** The same for a group of requests, as text; who has no client is told from every client. */
  static String of(RequestGroup group) {
    ByteArrayOutputStream form = new ByteArrayOutputStream(256);
    add(form, group.granularity().id());
    add(form, group.start().toString());
    add(form, group.endpoint());
    add(form, group.method());
    String client = group.client();
    if (client != null) {
      add(form, client);
    }
    return HexFormat.of().formatHex(sha256(form.toByteArray()), 0, BYTES);
  }

  private static void add(ByteArrayOutputStream form, String part) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * part.length());
    bytes.putInt(part.length()).asCharBuffer().put(part);
    form.writeBytes(bytes.array());
  }

  private static byte[] sha256(byte[] form) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(form);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
