package io.tallystick.servlet.http;

/**
 * Paths of endpoints have nothing in them that anybody on the way could read in two ways: letters,
 * digits, {@code _ . ~ -} and slashes, and no part that leads up or stays.
 */
final class PlainPath {
  private PlainPath() {}

  /** Walks through it by hand, since a pattern of parts would need stack for each of them. */
  static boolean isPlain(String path) {
    int start = 1;
    for (int i = 1; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        if (isStep(path, start, i)) {
          return false;
        }
        start = i + 1;
      } else if (!isPlain(path.charAt(i))) {
        return false;
      }
    }
    return path.startsWith("/");
  }

  /** A dot or two. */
  private static boolean isStep(String path, int start, int end) {
    int length = end - start;
    return (length == 1 || length == 2) && path.charAt(start) == '.' && path.charAt(end - 1) == '.';
  }

  private static boolean isPlain(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || "_.~-".indexOf(each) >= 0;
  }
}
