package io.tallystick.servlet.dashboard;

import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files that the console is made of, read once and pressed once. Their address has a digest of
 * all of them in it, so that a browser keeps them for ever and never mixes two releases. Immutable.
 */
final class Assets {
  /** What a browser gets; the rest is read here alone. */
  private static final List<String> SERVED =
      List.of(
          "console.css",
          "icon.svg",
          "js/early.js",
          "js/main.js",
          "js/alerts.js",
          "js/api.js",
          "js/dom.js",
          "js/keys.js",
          "js/state.js",
          "js/forms.js",
          "js/rules.js",
          "js/tags.js",
          "js/theme.js",
          "js/time.js",
          "js/timebar.js",
          "js/units.js",
          "js/pages/alerts.js",
          "js/pages/definition.js",
          "js/pages/editor.js",
          "js/pages/explore.js",
          "js/panels/cards.js",
          "js/panels/chart.js",
          "js/panels/data.js",
          "js/panels/donut.js",
          "js/panels/frame.js",
          "js/panels/bars.js",
          "js/panels/breakdown.js",
          "js/panels/consumers.js",
          "js/panels/distribution.js",
          "js/panels/endpoints.js",
          "js/panels/firing.js",
          "js/panels/heatmap.js",
          "js/panels/limits.js",
          "js/panels/marks.js",
          "js/panels/numbers.js",
          "js/panels/sentences.js",
          "js/panels/status.js",
          "js/panels/table.js",
          "js/panels/user.js",
          "js/panels/views.js",
          "vendor/chart.js");

  private static final List<String> READ_HERE =
      List.of("index.html", "pages/overview.json", "pages/api.json", "pages/health.json");
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");
  private static final int DIGEST_BYTES = 8;

  private final Map<String, File> files;
  private final String place;

  private Assets(Map<String, File> files, String place) {
    this.files = files;
    this.place = place;
  }

  /** A file as it is, and pressed. */
  @SuppressWarnings("ArrayRecordComponent") // inside this class only, never compared
  private record File(byte[] bytes, byte[] pressed) {}

  static Assets load() {
    Map<String, File> files = new LinkedHashMap<>();
    MessageDigest digest = sha256();
    for (List<String> names : List.of(SERVED, READ_HERE)) {
      for (String name : names) {
        byte[] bytes = name.startsWith("js/") ? withoutComments(read(name)) : read(name);
        digest.update(bytes);
        files.put(name, new File(bytes, pressed(bytes)));
      }
    }
    byte[] start = Arrays.copyOf(digest.digest(), DIGEST_BYTES);
    return new Assets(files, "assets-" + HexFormat.of().formatHex(start));
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "The console's file %s is not in the jar: take the jar as it was built."
                .formatted(name));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Empties lines of comments, which browsers need not get. Lines stay where they are: a stack
   * trace names the one in the source.
   */
  static byte[] withoutComments(byte[] script) {
    StringBuilder left = new StringBuilder(script.length);
    boolean isComment = false;
    for (String line : new String(script, StandardCharsets.UTF_8).split("\n", -1)) {
      String text = line.strip();
      isComment |= text.startsWith("/*");
      left.append(isComment || text.startsWith("//") ? "" : line).append('\n');
      isComment &= !text.endsWith("*/");
    }
    return left.substring(0, left.length() - 1).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] pressed(byte[] bytes) {
    ByteArrayOutputStream pressed = new ByteArrayOutputStream(bytes.length / 3);
    try (OutputStream gzip = new GZIPOutputStream(pressed)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory cannot be written to.", impossible);
    }
    return pressed.toByteArray();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /** Below what the files are, such as {@code assets-1f0c5a0e7d3b49a2}. */
  String place() {
    return place;
  }

  /** The files that a browser gets. */
  List<String> names() {
    return SERVED;
  }

  String text(String name) {
    return new String(file(name).bytes(), StandardCharsets.UTF_8);
  }

  private File file(String name) {
    File file = files.get(name);
    if (file == null) {
      throw new IllegalArgumentException("There is no file %s.".formatted(name));
    }
    return file;
  }

  /** A file, pressed where that is understood. */
  Answer answer(String name, Request request) {
    File file = file(name);
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
    boolean isPressed = takesGzip(request.header("Accept-Encoding"));
    Answer answer =
        Answer.bytes(200, type, isPressed ? file.pressed() : file.bytes())
            .with("Cache-Control", "private, max-age=31536000, immutable");
    return isPressed ? answer.with("Content-Encoding", "gzip") : answer;
  }

  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
            .map(String::strip)
            .anyMatch(each -> each.equals("gzip"));
  }
}
