package io.tallystick.core.deliver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An IP address that is written out, so that nobody has to be asked for it. */
final class AddressLiteral {
  private static final Pattern FOUR = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern DOT = Pattern.compile("\\.");

  private AddressLiteral() {}

  /** The bytes of the address, 4 or 16 of them; null where the text is none. */
  static byte @Nullable [] bytes(String text) {
    if (FOUR.matcher(text).matches()) {
      return four(text);
    }
    return SIX.matcher(text).matches() ? six(text) : null;
  }

  private static byte @Nullable [] four(String text) {
    int[] numbers = Arrays.stream(DOT.split(text)).mapToInt(Integer::parseInt).toArray();
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] > 255) {
        return null;
      }
      bytes[i] = (byte) numbers[i];
    }
    return bytes;
  }

  /** A text with a colon is an address or nothing: nobody is asked for it. */
  private static byte @Nullable [] six(String text) {
    try {
      return InetAddress.getByName("[" + text + "]").getAddress();
    } catch (UnknownHostException none) {
      return null;
    }
  }
}
