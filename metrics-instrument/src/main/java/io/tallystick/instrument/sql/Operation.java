package io.tallystick.instrument.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a statement does: one of a few words, so that no text of a statement becomes a tag. */
enum Operation {
  SELECT,
  INSERT,
  UPDATE,
  DELETE,
  MERGE,
  CALL,
  DDL,
  OTHER;

  private static final Word[] WORDS = {
    new Word("select", SELECT),
    new Word("insert", INSERT),
    new Word("update", UPDATE),
    new Word("delete", DELETE),
    new Word("merge", MERGE),
    new Word("call", CALL),
    new Word("values", SELECT),
    new Word("table", SELECT),
    new Word("replace", INSERT),
    new Word("upsert", INSERT),
    new Word("exec", CALL),
    new Word("execute", CALL),
    new Word("create", DDL),
    new Word("alter", DDL),
    new Word("drop", DDL),
    new Word("truncate", DDL),
    new Word("rename", DDL),
    new Word("comment", DDL),
  };

  private final String tagValue = name().toLowerCase(Locale.ROOT);

  /** The value of the tag {@code operation}. */
  String tagValue() {
    return tagValue;
  }

  /** The operation of a statement's text; of anything else, null included, {@code OTHER}. */
  static Operation of(@Nullable Object sql) {
    return sql instanceof String text ? new StatementScan(text).operation() : OTHER;
  }

  /** The same of a text for a call, which may begin with a block of the database's own language. */
  static Operation ofCall(@Nullable Object sql) {
    Operation known = of(sql);
    return known == OTHER ? CALL : known;
  }

  /** The operation that a word of the text begins; {@code OTHER} where it begins none. */
  static Operation ofWord(String text, int from, int to) {
    for (Word word : WORDS) {
      if (isWord(word.text(), text, from, to)) {
        return word.operation();
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
    return compareTo(MERGE) <= 0;
  }

  /** A first word of statements, in lower case. */
  private record Word(String text, Operation operation) {}
}
