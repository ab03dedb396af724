package io.tallystick.servlet;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Arrays;
import java.util.function.Predicate;

/** What these tests have on their class path, for loaders that have a part of it. */
final class TestClassPath {
  private TestClassPath() {}

  static URL[] where(Predicate<String> isWanted) {
    String entries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(entries.split(File.pathSeparator))
        .filter(isWanted)
        .map(TestClassPath::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return new File(entry).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
