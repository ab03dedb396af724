package io.tallystick.instrument.sql;

/**
 * Looks for the word of a statement that says what it does: the first one, or after {@code WITH}
 * the first one behind the named queries. It knows comments, quotes and parentheses and no more of
 * SQL, and reads no further than a limit, so that a long text costs no more than a short one.
 */
final class StatementScan {
  static final int MAX_CHARS = 1_024;

  /** A table, because a long text is looked at character by character. */
  private static final boolean[] OF_WORD = ofWord();

  private final String sql;
  private final int end;
  private int at;

  StatementScan(String sql) {
    this.sql = sql;
    this.end = Math.min(sql.length(), MAX_CHARS);
  }

  Operation operation() {
    while (at < end && !isOfWord(sql.charAt(at))) {
      if (isQuote(sql.charAt(at))) {
        return Operation.OTHER;
      }
      if (sql.charAt(at) == '#') { // a comment of MySQL; elsewhere no statement begins with it
        skipPast("\n");
      } else {
        skipOne();
      }
    }
    int from = at;
    skipWord();
    return Operation.isWord("with", sql, from, at)
        ? behindNamedQueries()
        : Operation.ofWord(sql, from, at);
  }

  /** A named query is called what it likes, also {@code merge}: names are passed over. */
  private Operation behindNamedQueries() {
    int depth = 0;
    boolean nameFollows = true;
    while (at < end) {
      int from = at;
      char first = sql.charAt(at);
      if (isOfWord(first)) {
        skipWord();
        if (depth == 0 && !nameFollows && Operation.ofWord(sql, from, at).followsWith()) {
          return Operation.ofWord(sql, from, at);
        }
        nameFollows = nameFollows && Operation.isWord("recursive", sql, from, at);
      } else {
        depth += depthOf(first);
        nameFollows = depth == 0 && (first == ',' || (nameFollows && !isQuote(first)));
        skipOne();
      }
    }
    return Operation.SELECT;
  }

  private static int depthOf(char c) {
    return c == '(' ? 1 : c == ')' ? -1 : 0;
  }

  /** Passes over a comment, something quoted or else one character. */
  private void skipOne() {
    char first = sql.charAt(at);
    if (first == '-' && startsWith("--")) {
      skipPast("\n");
    } else if (first == '/' && startsWith("/*")) {
      skipComment();
    } else if (isQuote(first)) {
      at++;
      skipPast(first == '[' ? "]" : String.valueOf(first));
    } else {
      at++;
    }
  }

  /** Comments within it are passed over with it, as the standard has it. */
  private void skipComment() {
    int depth = 0;
    do {
      if (startsWith("/*")) {
        depth++;
        at += 2;
      } else if (startsWith("*/")) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < end);
    at = Math.min(at, end);
  }

  private void skipWord() {
    int next = at;
    while (next < end && isOfWord(sql.charAt(next))) {
      next++;
    }
    at = next;
  }

  private void skipPast(String mark) {
    char first = mark.charAt(0);
    while (at < end && !(sql.charAt(at) == first && startsWith(mark))) {
      at++;
    }
    at = Math.min(end, at + mark.length());
  }

  private boolean startsWith(String mark) {
    return sql.startsWith(mark, at);
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"' || c == '`' || c == '[';
  }

  private static boolean isOfWord(char c) {
    return c > 127 ? !isSpace(c) : OF_WORD[c];
  }

  /** Also a byte order mark and others that nobody sees, which editors leave in front. */
  private static boolean isSpace(char c) {
    return Character.isSpaceChar(c) || Character.isIdentifierIgnorable(c);
  }

  private static boolean[] ofWord() {
    boolean[] ofWord = new boolean[128];
    for (char c = 0; c < 128; c++) {
      ofWord[c] = Character.isLetterOrDigit(c) || c == '_';
    }
    return ofWord;
  }
}
