package io.tallystick.servlet.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends as little of an answer as the request needs: nothing that it has, and the rest pressed. */
final class Delivery {
  private static final int WORTH_PRESSING = 1_024;
  private static final int TAG_BYTES = 16;
  private static final int FIRST_BYTES = 16 << 10;
  private static final Pattern GZIP =
      Pattern.compile("(x-)?gzip(;q=(1(\\.0{0,3})?|0\\.[0-9]{0,2}[1-9][0-9]{0,2}))?");

  private Delivery() {}

  static Answer fit(Request request, Answer answer) {
    boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
    if (!isRead || answer.status() != 200) {
      return answer;
    }
    Answer tagged = tagged(answer).with("Vary", "Accept, Accept-Encoding");
    String tag = tagged.headers().get("ETag");
    return tag != null && isKnown(request.header("If-None-Match"), tag)
        ? tagged.unmodified()
        : pressed(request.header("Accept-Encoding"), tagged);
  }

  /** A weak one, for pressed or not it is the same answer. */
  private static Answer tagged(Answer answer) {
    byte[] bytes = answer.known();
    if (bytes == null || answer.headers().containsKey("ETag")) {
      return answer;
    }
    byte[] digest = Arrays.copyOf(digest(bytes), TAG_BYTES);
    return answer.with("ETag", "W/\"" + HexFormat.of().formatHex(digest) + '"');
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(String::trim)
            .anyMatch(each -> each.equals("*") || weak(each).equals(weak(tag)));
  }

  private static String weak(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private static Answer pressed(@Nullable String accepted, Answer answer) {
    boolean isShort = answer.length() >= 0 && answer.length() < WORTH_PRESSING;
    boolean isCoded = answer.headers().containsKey("Content-Encoding");
    if (isShort || isCoded || !takesGzip(accepted)) {
      return answer;
    }
    Answer coded = answer.with("Content-Encoding", "gzip");
    Gzip gzip = new Gzip(answer.body());
    return answer.length() < 0 ? coded.carrying(gzip) : coded.carrying(bytes(gzip));
  }

  /**
   * What is there is pressed before it is sent, so that its length is known: a body without one
   * ends with a few bytes of their own, which a server may hold back for 40 ms.
   */
  private static byte[] bytes(Gzip gzip) {
    ByteArrayOutputStream pressed = new ByteArrayOutputStream(FIRST_BYTES);
    try {
      gzip.writeTo(pressed);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory cannot be written to.", impossible);
    }
    return pressed.toByteArray();
  }

  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
            .map(each -> each.replace(" ", "").replace("\t", ""))
            .anyMatch(each -> GZIP.matcher(each).matches());
  }
}
