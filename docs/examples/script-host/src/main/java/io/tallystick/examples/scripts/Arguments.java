package io.tallystick.examples.scripts;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the program is told on its command line.
 *
 * @param scripts a directory for each tenant, named by its id
 * @param data where history is kept
 * @param port of the console, 0 for any that is free
 * @param every after what time all scripts run again
 * @param isOnce whether it ends when each of them has run
 */
record Arguments(Path scripts, Path data, int port, Duration every, boolean isOnce) {
  /** What there is to say. */
  static final String USAGE =
      "Usage: java -jar script-host.jar SCRIPTS [--once] [--every SECONDS] [--port 9464]"
          + " [--data DIRECTORY]";

  private static final int LAST_PORT = 65_535;
  private static final int DAY_SECONDS = 86_400;

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when one is unknown or cannot work, with a sentence for people
   */
  static Arguments of(String... words) {
    Path scripts = null;
    Path data = Path.of("script-host-data");
    int port = 9_464;
    int everySeconds = 10;
    boolean isOnce = false;
    Iterator<String> left = List.of(words).iterator();
    while (left.hasNext()) {
      String word = left.next();
      switch (word) {
        case "--once" -> isOnce = true;
        case "--port" -> port = number(word, value(word, left), 0, LAST_PORT);
        case "--every" -> everySeconds = number(word, value(word, left), 1, DAY_SECONDS);
        case "--data" -> data = path(value(word, left));
        default -> scripts = onlyOne(scripts, word);
      }
    }
    if (scripts == null) {
      throw new IllegalArgumentException("Which directory are the scripts in?");
    }
    return new Arguments(scripts, data, port, Duration.ofSeconds(everySeconds), isOnce);
  }

  private static Path onlyOne(@Nullable Path before, String word) {
    if (before != null || word.startsWith("-")) {
      throw new IllegalArgumentException("There is no option " + word + ".");
    }
    return path(word);
  }

  private static String value(String option, Iterator<String> left) {
    if (!left.hasNext()) {
      throw new IllegalArgumentException("The option " + option + " needs a value behind it.");
    }
    return left.next();
  }

  private static int number(String option, String text, int least, int most) {
    if (text.matches("[0-9]{1,5}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "The option %s is %s: give a number from %d to %d.".formatted(option, text, least, most));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException wrong) {
      throw new IllegalArgumentException("The directory " + text + " cannot be one.", wrong);
    }
  }
}
