package io.tallystick.core.derived;

import java.util.Locale;

/**
 * Walks through a statement and steps over what only looks like SQL: literals, quoted names,
 * comments. For one thread.
 */
final class SqlScanner {
  private final String sql;
  private int at;

  SqlScanner(String sql) {
    this.sql = sql;
  }

  boolean hasMore() {
    return at < sql.length();
  }

  int at() {
    return at;
  }

  char here() {
    return ahead(0);
  }

  /** A later character; NUL behind the end. */
  char ahead(int distance) {
    return at + distance < sql.length() ? sql.charAt(at + distance) : '\0';
  }

  void step(int characters) {
    at += characters;
  }

  /** Steps over a literal, a quoted name or a comment; whether one began here. */
  boolean skipOpaque() {
    char first = here();
    if (first == '\'' || first == '"' || first == '`') {
      skipQuoted(first);
    } else if (first == '-' && ahead(1) == '-') {
      skipTo("\n", false);
    } else if (first == '/' && ahead(1) == '*') {
      refuseExecuted();
      skipTo("*/", true);
    } else if (first == '$' && !isWordPart(before())) {
      return skipDollars();
    } else {
      return false;
    }
    return true;
  }

  /** MariaDB and MySQL take the text of such a comment as SQL. */
  private void refuseExecuted() {
    if (ahead(2) == '!' || (ahead(2) == 'M' && ahead(3) == '!')) {
      throw new IllegalArgumentException(
          "it holds a comment that begins with /*! or /*M!, which some databases run: leave it out.");
    }
  }

  private char before() {
    return at == 0 ? '\0' : sql.charAt(at - 1);
  }

  /**
   * A doubled quote within is a quote; it ends one text and begins the next, which comes to the
   * same.
   */
  private void skipQuoted(char quote) {
    int end = sql.indexOf(quote, at + 1);
    require(end >= 0, "a quote " + quote);
    at = end + 1;
  }

  private void skipTo(String end, boolean isRequired) {
    int found = sql.indexOf(end, at + 2);
    require(found >= 0 || !isRequired, "a comment");
    at = found < 0 ? sql.length() : found + end.length();
  }

  /** PostgreSQL's {@code $tag$ … $tag$}; a dollar that begins none is no such text. */
  private boolean skipDollars() {
    int second = at + 1;
    while (second < sql.length() && isWordPart(sql.charAt(second)) && sql.charAt(second) != '$') {
      second++;
    }
    if (second >= sql.length() || sql.charAt(second) != '$') {
      return false;
    }
    String tag = sql.substring(at, second + 1);
    int end = sql.indexOf(tag, second + 1);
    require(end >= 0, "a text between " + tag);
    at = end + tag.length();
    return true;
  }

  private void require(boolean isClosed, String what) {
    if (!isClosed) {
      throw new IllegalArgumentException(
          "%s opens at character %d and is never closed: close it.".formatted(what, at + 1));
    }
  }

  /** The word that begins here, in capitals, stepped over; empty where none does. */
  String word() {
    int end = at;
    while (end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    String word = sql.substring(at, end).toUpperCase(Locale.ROOT);
    at = end;
    return word;
  }

  static boolean isWordPart(char character) {
    return Character.isLetterOrDigit(character) || character == '_' || character == '$';
  }
}
