package io.tallystick.examples.quickstart;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the program is told on its command line.
 *
 * @param port where it listens, 0 for any that is free
 * @param directory where its files are kept
 * @param hasLoad whether it makes requests to itself
 */
record Arguments(int port, Path directory, boolean hasLoad) {
  /** What there is to say. */
  static final String USAGE =
      "Usage: java -jar quickstart.jar [--port 8080] [--data DIRECTORY] [--no-load]";

  private static final int LAST_PORT = 65_535;

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when one is unknown or cannot work, with a sentence for people
   */
  static Arguments of(String... words) {
    Arguments told = new Arguments(8_080, Path.of("quickstart-data"), true);
    Iterator<String> left = List.of(words).iterator();
    while (left.hasNext()) {
      String word = left.next();
      told =
          switch (word) {
            case "--port" -> new Arguments(port(value(word, left)), told.directory, told.hasLoad);
            case "--data" -> new Arguments(told.port, path(value(word, left)), told.hasLoad);
            case "--no-load" -> new Arguments(told.port, told.directory, false);
            default -> throw new IllegalArgumentException("There is no option " + word + ".");
          };
    }
    return told;
  }

  private static String value(String option, Iterator<String> left) {
    if (!left.hasNext()) {
      throw new IllegalArgumentException("The option " + option + " needs a value behind it.");
    }
    return left.next();
  }

  private static int port(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= LAST_PORT) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "The port is %s: give a number from 0, for any that is free, to %d."
            .formatted(text, LAST_PORT));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException wrong) {
      throw new IllegalArgumentException("The directory " + text + " cannot be one.", wrong);
    }
  }
}
