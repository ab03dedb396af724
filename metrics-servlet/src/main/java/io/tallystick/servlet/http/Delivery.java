package io.tallystick.servlet.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sends as little of an answer as the request needs: nothing that it has, and the rest pressed. */
final class Delivery {
  private static final int WORTH_PRESSING = 1_024;
  private static final int TAG_BYTES = 16;

  private Delivery() {}

  static Answer fit(Request request, Answer answer) {
    if (answer.status() != 200) {
      return answer;
    }
    Answer tagged = tagged(answer);
    String tag = tagged.headers().get("ETag");
    if (tag != null && isKnown(request.header("If-None-Match"), tag)) {
      return tagged.without(304);
    }
    Answer pressed = pressed(request.header("Accept-Encoding"), tagged);
    return request.method().equals("HEAD") ? pressed.without(200) : pressed;
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
    if (answer.headers().containsKey("Content-Encoding")) {
      return answer;
    }
    Answer varying = answer.with("Vary", "Accept, Accept-Encoding");
    if (isShort || !takesGzip(accepted)) {
      return varying;
    }
    return varying.carrying(new Gzip(answer.body())).with("Content-Encoding", "gzip");
  }

  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
            .map(each -> each.replace(" ", ""))
            .anyMatch(each -> each.matches("(x-)?gzip(;q=(1(\\.0{0,3})?|0\\.\\d*[1-9]\\d*))?"));
  }
}
