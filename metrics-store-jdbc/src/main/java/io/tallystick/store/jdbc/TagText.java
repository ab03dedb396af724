package io.tallystick.store.jdbc;

import io.tallystick.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tags as text: a JSON object of strings, keys in order, so that SQL can look into it. Reads only
 * what it wrote.
 */
final class TagText {
  /** As many characters as a tag's value has at most when it comes through the front door. */
  private static final int LONGEST_HEAD = 128;

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
      } else {
        append(raw, i, text);
      }
    }
    text.append('"');
  }

  private static void append(String raw, int index, StringBuilder text) {
    char character = raw.charAt(index);
    if (character < ' ' || isLoneSurrogate(raw, index)) {
      text.append("\\u%04x".formatted((int) character));
    } else {
      text.append(character);
    }
  }

  /**
   * What the index of tags holds of a key or a value: no more than any database takes into one, and
   * nothing that one of them would refuse or change. Two that differ may have the same.
   */
  static String head(String raw) {
    StringBuilder head = new StringBuilder();
    for (int i = 0; i < raw.length() && head.length() < LONGEST_HEAD; i++) {
      append(raw, i, head);
    }
    int last = head.length() - 1;
    boolean endsWithinPair = last >= 0 && Character.isHighSurrogate(head.charAt(last));
    return endsWithinPair ? head.substring(0, last) : head.toString();
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
