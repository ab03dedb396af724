package io.tallystick.core.deliver;

import org.jspecify.annotations.Nullable;

/** Addresses that begin with the same bits, written as in {@code 10.0.0.0/8}. */
final class AddressRange {
  private final byte[] first;
  private final int bits;

  private AddressRange(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /** The range, or null where the text is none. */
  static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] first = AddressLiteral.bytes(slash < 0 ? text : text.substring(0, slash));
    if (first == null) {
      return null;
    }
    int bits = slash < 0 ? first.length * 8 : number(text.substring(slash + 1));
    return bits < 0 || bits > first.length * 8 ? null : new AddressRange(first, bits);
  }

  static AddressRange of(String text) {
    AddressRange range = parse(text);
    if (range == null) {
      throw new IllegalArgumentException("No range of addresses: " + text);
    }
    return range;
  }

  private static int number(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  boolean contains(byte[] address) {
    if (address.length != first.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != first[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((address[whole] ^ first[whole]) & 0xff) >> (8 - rest) == 0;
  }

  boolean isOneAddress() {
    return bits == first.length * 8;
  }
}
