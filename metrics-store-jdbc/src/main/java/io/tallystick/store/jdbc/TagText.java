package io.tallystick.store.jdbc;

import io.tallystick.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tags as text: a JSON object of strings, keys in order, so that SQL can look into it. Reads only
 * what it wrote.
 */
final class TagText {
  private TagText() {}

  static String of(Tags tags) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < tags.size(); i++) {
      text.append(i == 0 ? "" : ",");
      quote(tags.key(i), text);
      text.append(':');
      quote(tags.value(i), text);
    }
    return text.append('}').toString();
  }

  private static void quote(String raw, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < raw.length(); i++) {
      char character = raw.charAt(i);
      if (character == '"' || character == '\\') {
        text.append('\\').append(character);
      } else if (character < ' ' || isLoneSurrogate(raw, i)) {
        text.append("\\u%04x".formatted((int) character));
      } else {
        text.append(character);
      }
    }
    text.append('"');
  }

  /** Such a character has no form in UTF-8, and would come back as another. */
  private static boolean isLoneSurrogate(String raw, int index) {
    char character = raw.charAt(index);
    if (Character.isHighSurrogate(character)) {
      return index + 1 == raw.length() || !Character.isLowSurrogate(raw.charAt(index + 1));
    }
    return Character.isLowSurrogate(character)
        && (index == 0 || !Character.isHighSurrogate(raw.charAt(index - 1)));
  }

  static Tags parse(String text) {
    return new Reader(text).tags();
  }

  /** Walks over a text once. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Tags tags() {
      Map<String, String> tags = new LinkedHashMap<>();
      expect('{');
      while (text.charAt(at) != '}') {
        String key = string();
        expect(':');
        tags.put(key, string());
        if (text.charAt(at) == ',') {
          at++;
        }
      }
      return Tags.of(tags);
    }

    private String string() {
      expect('"');
      StringBuilder raw = new StringBuilder();
      while (text.charAt(at) != '"') {
        raw.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at++));
      }
      at++;
      return raw.toString();
    }

    private char escaped() {
      char kind = text.charAt(at + 1);
      if (kind != 'u') {
        at += 2;
        return kind;
      }
      char character = (char) Integer.parseInt(text.substring(at + 2, at + 6), 16);
      at += 6;
      return character;
    }

    private void expect(char character) {
      if (text.charAt(at) != character) {
        throw new IllegalArgumentException(
            "The tags of a series cannot be read: a %s is missing at %d.".formatted(character, at));
      }
      at++;
    }
  }
}
