package io.tallystick.servlet.filter;

/**
 * Makes one pattern of the paths that differ in ids only: a segment that looks like one becomes
 * {@code {id}}.
 *
 * <p>Ids are numbers, UUIDs, and all else that has a digit and no look of a word: three digits or
 * more, or a digit in more than twelve characters; and whatever is longer than 24 characters or has
 * signs that words do not have. A version such as {@code v2} stays. What lies deeper than eight
 * segments is not told apart.
 */
final class PathPattern {
  private static final String ID = "{id}";
  private static final int MOST_SEGMENTS = 8;
  private static final int LONGEST_WORD = 24;
  private static final int LONGEST_WITH_DIGITS = 12;
  private static final int FEW_DIGITS = 2;

  private PathPattern() {}

  /** The pattern of a path that begins with a slash; the path itself where it has no ids. */
  static String of(String path) {
    StringBuilder pattern = null;
    int segments = 0;
    int start = 1;
    while (start <= path.length()) {
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      if (++segments > MOST_SEGMENTS) {
        return begun(pattern, path, start).append("**").toString();
      }
      boolean isId = isId(path, start, end);
      if (isId || pattern != null) {
        pattern = begun(pattern, path, start);
        pattern.append(isId ? ID : path.substring(start, end));
        pattern.append(end < path.length() ? "/" : "");
      }
      start = end + 1;
    }
    return pattern == null ? path : pattern.toString();
  }

  private static StringBuilder begun(
      @org.jspecify.annotations.Nullable StringBuilder pattern, String path, int end) {
    return pattern == null ? new StringBuilder(path.length()).append(path, 0, end) : pattern;
  }

  private static boolean isId(String path, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return false;
    }
    int digits = 0;
    for (int i = start; i < end; i++) {
      char each = path.charAt(i);
      if (each >= '0' && each <= '9') {
        digits++;
      } else if (!isOfAWord(each)) {
        return true;
      }
    }
    return length > LONGEST_WORD
        || digits == length
        || digits > FEW_DIGITS
        || (digits > 0 && length > LONGEST_WITH_DIGITS);
  }

  private static boolean isOfAWord(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || each == '-'
        || each == '_'
        || each == '.'
        || each == '*';
  }
}
