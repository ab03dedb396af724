package io.tallystick.servlet.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin alike, such as {@code 10.0.0.0/8}. Only numbers are read, so that no name
 * server is ever asked.
 */
record IpRange(InetAddress network, int bits) {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

  /** Whatever does not look like this would be taken for a name, and looked up. */
  private static final Pattern NUMBERS =
      Pattern.compile(
          "%1$s(\\.%1$s){3}|(?=.{2,45}$)(?=[^:]*:)[0-9a-fA-F:][0-9a-fA-F:.]*".formatted(OCTET));

  /** A range of addresses, or one address. */
  static IpRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
    if (address != null) {
      int most = address.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? most : bits(text.substring(slash + 1));
      if (bits >= 0 && bits <= most) {
        return new IpRange(address, bits);
      }
    }
    throw new IllegalArgumentException(
        ("The address range %s cannot be read: give an address in numbers, and behind a slash how"
                + " many bits of it count, such as 10.0.0.0/8 or 2001:db8::/32.")
            .formatted(text));
  }

  private static int bits(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  /**
   * An address in numbers, in brackets as some containers write it or without; null for anything
   * else. One of IPv4 inside IPv6 is the one inside.
   */
  static @Nullable InetAddress address(String text) {
    boolean isBracketed = text.startsWith("[") && text.endsWith("]");
    String inside = isBracketed ? text.substring(1, text.length() - 1) : text;
    int zone = inside.indexOf('%');
    String numbers = zone < 0 ? inside : inside.substring(0, zone);
    if (!NUMBERS.matcher(numbers).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(numbers);
    } catch (UnknownHostException malformed) {
      return null;
    }
  }

  boolean includes(@Nullable InetAddress address) {
    return address != null && beginsLike(network.getAddress(), address.getAddress());
  }

  private boolean beginsLike(byte[] known, byte[] other) {
    if (known.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += Byte.SIZE) {
      int left = bits - bit;
      int mask = left >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - left);
      if (((known[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
