package io.tallystick.instrument.sql;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a statement does: one of a few words, so that no text of a statement becomes a tag. */
enum Operation {
  SELECT("select", "values"),
  INSERT("insert", "replace", "upsert"),
  UPDATE("update"),
  DELETE("delete"),
  MERGE("merge"),
  CALL("call", "exec", "execute"),
  DDL("create", "alter", "drop", "truncate", "rename", "comment"),
  OTHER;

  private static final Operation[] ALL = values();

  private final String tagValue;
  private final List<String> words;

  Operation(String... words) {
    this.tagValue = name().toLowerCase(Locale.ROOT);
    this.words = List.of(words);
  }

  /** The value of the tag {@code operation}. */
  String tagValue() {
    return tagValue;
  }

  /** The operation of a statement's text; of anything else, null included, {@code OTHER}. */
  static Operation of(@Nullable Object sql) {
    return sql instanceof String text ? new StatementScan(text).operation() : OTHER;
  }

  /** The operation that a word of the text begins; {@code OTHER} where it begins none. */
  static Operation ofWord(String text, int from, int to) {
    for (Operation operation : ALL) {
      for (String word : operation.words) {
        if (isWord(word, text, from, to)) {
          return operation;
        }
      }
    }
    return OTHER;
  }

  /** ASCII only: in some languages the lower case of I is no i, and no letter of theirs is one. */
  static boolean isWord(String word, String text, int from, int to) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text.charAt(from + i) | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it can follow the named queries of a {@code WITH}. */
  boolean followsWith() {
    return ordinal() <= MERGE.ordinal();
  }
}
