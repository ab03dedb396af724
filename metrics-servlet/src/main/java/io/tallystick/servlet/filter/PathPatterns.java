package io.tallystick.servlet.filter;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes one pattern of the paths that differ in ids only: a segment that looks like one becomes
 * {@code {id}}.
 *
 * <p>Ids are numbers, UUIDs, and all else that has a digit and no look of a word: three digits or
 * more, or a digit in more than twelve characters; and whatever is longer than 24 characters or has
 * signs that words do not have. A version such as {@code v2} stays. What lies deeper than eight
 * segments is not told apart.
 *
 * <p>Patterns are kept, each in the place that its hash gives until another takes it, so that most
 * often none is made; each is short, because what is long is an id. For any thread: which of two is
 * kept matters to nobody.
 */
final class PathPatterns {
  private static final String ID = "{id}";
  private static final String DEEPER = "**";
  private static final int MOST_SEGMENTS = 8;
  private static final int IS_DEEPER = 1 << MOST_SEGMENTS;
  private static final int LONGEST_WORD = 24;
  private static final int LONGEST_WITH_DIGITS = 12;
  private static final int FEW_DIGITS = 2;
  private static final int PLACES = 1_024;
  private static final int PRIME = 31;
  private static final int UPPER_HALF = 16;

  private final AtomicReferenceArray<String> kept = new AtomicReferenceArray<>(PLACES);

  /** The pattern of a path that begins with a slash; the path itself where it has no ids. */
  String of(String path) {
    int ids = idsIn(path);
    if (ids == 0) {
      return path;
    }
    int place = placeOf(path, ids);
    String there = kept.get(place);
    if (there != null && isMadeOf(there, path, ids)) {
      return there;
    }
    String made = made(path, ids);
    kept.set(place, made);
    return made;
  }

  /** A bit for each segment that is an id, and one for whether there are too many segments. */
  private static int idsIn(String path) {
    int ids = 0;
    int segment = 0;
    for (int start = 1; start <= path.length(); segment++) {
      if (segment == MOST_SEGMENTS) {
        return ids | IS_DEEPER;
      }
      int end = endOf(path, start);
      if (isId(path, start, end)) {
        ids |= 1 << segment;
      }
      start = end + 1;
    }
    return ids;
  }

  private static int endOf(String path, int start) {
    int end = path.indexOf('/', start);
    return end < 0 ? path.length() : end;
  }

  private static int placeOf(String path, int ids) {
    int hash = ids;
    int segment = 0;
    for (int start = 1; start <= path.length() && segment < MOST_SEGMENTS; segment++) {
      int end = endOf(path, start);
      for (int i = start; i < end && !isSet(ids, segment); i++) {
        hash = PRIME * hash + path.charAt(i);
      }
      start = end + 1;
    }
    return (hash ^ hash >>> UPPER_HALF) & (PLACES - 1);
  }

  private static boolean isSet(int ids, int segment) {
    return (ids >> segment & 1) != 0;
  }

  /** Whether the pattern is what would be made. */
  private static boolean isMadeOf(String pattern, String path, int ids) {
    int at = 1;
    int segment = 0;
    int start = 1;
    for (; start <= path.length() && segment < MOST_SEGMENTS; segment++) {
      int end = endOf(path, start);
      boolean isId = isSet(ids, segment);
      int length = isId ? ID.length() : end - start;
      boolean isSame =
          isId ? pattern.startsWith(ID, at) : pattern.regionMatches(at, path, start, length);
      int next = at + length;
      if (!isSame || (end < path.length() && !pattern.startsWith("/", next))) {
        return false;
      }
      at = next + 1;
      start = end + 1;
    }
    return (ids & IS_DEEPER) != 0
        ? pattern.length() == at + DEEPER.length() && pattern.startsWith(DEEPER, at)
        : pattern.length() == at - 1;
  }

  private static String made(String path, int ids) {
    StringBuilder pattern = new StringBuilder(path.length()).append(path, 0, 1);
    int segment = 0;
    for (int start = 1; start <= path.length() && segment < MOST_SEGMENTS; segment++) {
      int end = endOf(path, start);
      pattern.append(isSet(ids, segment) ? ID : path.substring(start, end));
      pattern.append(end < path.length() ? "/" : "");
      start = end + 1;
    }
    return pattern.append((ids & IS_DEEPER) == 0 ? "" : DEEPER).toString();
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
