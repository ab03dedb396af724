package io.tallystick.core.record;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * SipHash-2-4 of 128 bits over texts, under a random key: nobody outside can find two texts with
 * one hash, or the text from the hash. Each text is preceded by its length, so that moving a
 * character from one to the next gives another hash.
 */
final class KeyedHash {
  private final long key0;
  private final long key1;

  KeyedHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  static KeyedHash random() {
    SecureRandom random = new SecureRandom();
    return new KeyedHash(random.nextLong(), random.nextLong());
  }

  /** The hash of a text and of more texts; null differs from every text. */
  Key hash(@Nullable String first, @Nullable String... others) {
    State state = new State(key0, key1);
    state.take(first);
    for (String other : others) {
      state.take(other);
    }
    return state.end();
  }

  /** The four words of SipHash and its rounds. */
  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long key0, long key1) {
      v0 = key0 ^ 0x736f6d6570736575L;
      v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
      v2 = key0 ^ 0x6c7967656e657261L;
      v3 = key1 ^ 0x7465646279746573L;
    }

    void take(@Nullable String text) {
      if (text == null) {
        take(-1);
        return;
      }
      int length = text.length();
      take(length);
      long word = 0;
      for (int i = 0; i < length; i++) {
        word = word << Character.SIZE | text.charAt(i);
        if ((i & 3) == 3) {
          take(word);
          word = 0;
        }
      }
      if ((length & 3) != 0) {
        take(word);
      }
    }

    private void take(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    Key end() {
      v2 ^= 0xee;
      finish();
      long high = v0 ^ v1 ^ v2 ^ v3;
      v1 ^= 0xdd;
      finish();
      return new Key(high, v0 ^ v1 ^ v2 ^ v3);
    }

    private void finish() {
      for (int i = 0; i < 4; i++) {
        round();
      }
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }

  /** A hash of 128 bits. */
  record Key(long high, long low) {}
}
