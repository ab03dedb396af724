package io.tallystick.examples.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the program is told on its command line.
 *
 * @param host the address at which it listens; unless it is this machine's own, whoever scrapes has
 *     to show a token
 * @param port where it listens, 0 for any that is free
 * @param directory where its files are kept
 * @param hasLoad whether it makes requests to itself
 * @param tokenFile holds the token with which other machines may scrape; null where none may
 */
record Arguments(
    InetAddress host, int port, Path directory, boolean hasLoad, @Nullable Path tokenFile) {
  /** What there is to say. */
  static final String USAGE =
      "Usage: java -jar quickstart.jar [--port 8080] [--data DIRECTORY] [--no-load]"
          + " [--host 127.0.0.1] [--token-file FILE]";

  private static final int LAST_PORT = 65_535;
  private static final Arguments STANDARD =
      new Arguments(
          InetAddress.getLoopbackAddress(), 8_080, Path.of("quickstart-data"), true, null);

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when one is unknown or cannot work, with a sentence for people
   */
  static Arguments of(String... words) {
    Arguments told = STANDARD;
    Iterator<String> left = List.of(words).iterator();
    while (left.hasNext()) {
      String word = left.next();
      told =
          switch (word) {
            case "--host" -> told.at(host(value(word, left)), told.port);
            case "--port" -> told.at(told.host, port(value(word, left)));
            case "--data" -> told.with(path(value(word, left)), told.hasLoad, told.tokenFile);
            case "--no-load" -> told.with(told.directory, false, told.tokenFile);
            case "--token-file" -> told.with(told.directory, told.hasLoad, path(value(word, left)));
            default -> throw new IllegalArgumentException("There is no option " + word + ".");
          };
    }
    if (!told.host.isLoopbackAddress() && told.tokenFile == null) {
      throw new IllegalArgumentException(
          "At %s other machines can ask: say with --token-file which token they need."
              .formatted(told.host.getHostAddress()));
    }
    return told;
  }

  private Arguments at(InetAddress newHost, int newPort) {
    return new Arguments(newHost, newPort, directory, hasLoad, tokenFile);
  }

  private Arguments with(Path newDirectory, boolean load, @Nullable Path token) {
    return new Arguments(host, port, newDirectory, load, token);
  }

  /**
   * The token with which other machines may scrape, or empty.
   *
   * @throws IOException when the file cannot be read
   */
  Optional<String> token() throws IOException {
    return tokenFile == null ? Optional.empty() : Optional.of(Files.readString(tokenFile).strip());
  }

  /** An address in numbers alone: a name could mean another one tomorrow. */
  private static InetAddress host(String text) {
    if (text.matches("[0-9.]+|[0-9a-f:]*:[0-9a-f:]*")) {
      try {
        return InetAddress.getAllByName(text)[0]; // of numbers there is one
      } catch (UnknownHostException wrong) {
        throw noHost(text, wrong);
      }
    }
    throw noHost(text, null);
  }

  private static IllegalArgumentException noHost(String text, @Nullable Exception why) {
    return new IllegalArgumentException(
        "The host is %s: give an address in numbers, such as 127.0.0.1 or 0.0.0.0.".formatted(text),
        why);
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
