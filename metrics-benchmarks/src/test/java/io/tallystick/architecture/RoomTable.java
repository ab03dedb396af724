package io.tallystick.architecture;

import static io.tallystick.architecture.Room.room;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may import whom.
 *
 * <p>A word with a dot is one package, not those below it; a word without is a room beside this one
 * or a library. What a row does not name, its room must not import.
 */
final class RoomTable {

  static final RoomTable HOUSE =
      new RoomTable(
          room("io.tallystick", "io.tallystick.guard"),
          room("io.tallystick.guard", "the JDK only"),
          room(
              "io.tallystick.instrument", "io.tallystick, io.tallystick.instrument.sql, javax.sql"),
          room("io.tallystick.instrument.sql", "io.tallystick, javax.sql"),
          room("io.tallystick.spi", "io.tallystick"),
          room("io.tallystick.core.record", "io.tallystick, io.tallystick.guard, sketch, slf4j"),
          room("io.tallystick.core.sketch", "io.tallystick, t-digest"),
          room("io.tallystick.core.aggregate", "io.tallystick, record, sketch, slf4j"),
          room(
              "io.tallystick.core.flush",
              "io.tallystick, io.tallystick.spi, aggregate, merge, record, sketch, slf4j"),
          room(
              "io.tallystick.core.points",
              "io.tallystick, io.tallystick.guard, io.tallystick.spi, aggregate, record, slf4j"),
          room(
              "io.tallystick.core.annotate",
              "io.tallystick, io.tallystick.guard, io.tallystick.spi, slf4j"),
          room("io.tallystick.core.merge", "io.tallystick, io.tallystick.spi, sketch"),
          room(
              "io.tallystick.core.rollup",
              "io.tallystick, io.tallystick.spi, merge, sketch, slf4j"),
          room(
              "io.tallystick.core.query",
              "io.tallystick, io.tallystick.spi, aggregate, catalog, merge, sketch, Caffeine, slf4j"),
          room(
              "io.tallystick.core.exposition",
              "io.tallystick, io.tallystick.spi, aggregate, record"),
          room(
              "io.tallystick.core.export",
              "io.tallystick, io.tallystick.spi, exposition, json, merge, slf4j"),
          room(
              "io.tallystick.core.alert",
              "io.tallystick, io.tallystick.spi, aggregate, deliver, json, polling, query, spike,"
                  + " slf4j"),
          room(
              "io.tallystick.core.deliver",
              "io.tallystick, aggregate, json, polling, javax.crypto, javax.net.ssl, slf4j"),
          room("io.tallystick.core.ratelimit", "io.tallystick, io.tallystick.spi, slf4j"),
          room("io.tallystick.core.polling", "aggregate, slf4j"),
          room(
              "io.tallystick.core.collect",
              "io.tallystick, aggregate, polling, Caffeine, com.sun.management, javax.management,"
                  + " javax.sql, jdk.jfr, slf4j"),
          room(
              "io.tallystick.core.derived",
              "io.tallystick, io.tallystick.guard, io.tallystick.spi, aggregate, polling, javax.sql,"
                  + " slf4j"),
          room("io.tallystick.core.spike", "the JDK only"),
          room("io.tallystick.core.catalog", "io.tallystick"),
          room("io.tallystick.core.memory", "io.tallystick, io.tallystick.spi"),
          room(
              "io.tallystick.core.testing",
              "io.tallystick, io.tallystick.core, io.tallystick.spi, aggregate, record, sketch"),
          room("io.tallystick.core.json", "io.tallystick, io.tallystick.spi, Jackson"),
          room(
              "io.tallystick.core",
              "every room of core, io.tallystick, io.tallystick.guard, io.tallystick.spi, javax.crypto,"
                  + " slf4j"),
          room(
              "io.tallystick.store.jdbc",
              "io.tallystick, io.tallystick.spi, HikariCP, javax.sql, slf4j"),
          room(
              "io.tallystick.store.sqlite",
              "io.tallystick, io.tallystick.spi, io.tallystick.store.jdbc, sqlite-jdbc, slf4j"),
          room("io.tallystick.servlet.http", "io.tallystick, slf4j"),
          room(
              "io.tallystick.servlet.prometheus",
              "io.tallystick, io.tallystick.spi, http, io.tallystick.core.aggregate,"
                  + " io.tallystick.core.exposition, io.tallystick.core.record,"
                  + " io.tallystick.core.sketch"),
          room(
              "io.tallystick.servlet.filter",
              "io.tallystick, io.tallystick.core, io.tallystick.core.ratelimit, jakarta.servlet,"
                  + " jakarta.ws.rs, slf4j"),
          room(
              "io.tallystick.servlet.json",
              "io.tallystick, io.tallystick.spi, http, every room of core, io.tallystick.core,"
                  + " Jackson, slf4j"),
          room("io.tallystick.servlet.dashboard", "io.tallystick, http, Jackson"),
          room(
              "io.tallystick.servlet",
              "every room of servlet, every room of core, io.tallystick, io.tallystick.core,"
                  + " io.tallystick.spi, jakarta.servlet, jdk.httpserver, slf4j"),
          room("io.tallystick.benchmarks", "anything"),
          room("io.tallystick.benchmarks.alerts", "anything"),
          room("io.tallystick.benchmarks.collect", "anything"),
          room("io.tallystick.benchmarks.compare", "jmh"),
          room("io.tallystick.benchmarks.crash", "anything"),
          room(
              "io.tallystick.benchmarks.memory",
              "io.tallystick, io.tallystick.guard, io.tallystick.spi, compare, io.tallystick.core,"
                  + " io.tallystick.core.aggregate, io.tallystick.core.memory, io.tallystick.core.record,"
                  + " io.tallystick.core.testing"),
          room("io.tallystick.benchmarks.scrape", "anything"),
          room("io.tallystick.benchmarks.storage", "anything"),
          room("io.tallystick.examples.first", "anything public"),
          room("io.tallystick.examples.quickstart", "anything public"),
          room("io.tallystick.examples.scripts", "anything public"),
          room("io.tallystick.examples.spring", "anything public"));

  private static final Map<String, String> LIBRARIES =
      Map.ofEntries(
          entry("Caffeine", "com.github.benmanes.caffeine"),
          entry("HikariCP", "com.zaxxer.hikari"),
          entry("Jackson", "com.fasterxml.jackson"),
          entry("com.sun.management", "com.sun.management"),
          entry("jakarta.servlet", "jakarta.servlet"),
          entry("jakarta.ws.rs", "jakarta.ws.rs"),
          entry("javax.crypto", "javax.crypto"),
          entry("javax.management", "javax.management"),
          entry("javax.net.ssl", "javax.net.ssl"),
          entry("javax.sql", "javax.sql"),
          entry("jdk.httpserver", "com.sun.net.httpserver"),
          entry("jdk.jfr", "jdk.jfr"),
          entry("jmh", "org.openjdk.jmh"),
          entry("slf4j", "org.slf4j"),
          entry("sqlite-jdbc", "org.sqlite"),
          entry("t-digest", "com.tdunning.math.stats"));

  private static final Pattern EVERY_ROOM_OF = Pattern.compile("every room of ([a-z]+)");

  private final Map<String, Room> rooms;

  RoomTable(Room... rows) {
    rooms = Stream.of(rows).collect(toUnmodifiableMap(Room::name, Function.identity()));
  }

  Iterable<Room> rooms() {
    return rooms.values();
  }

  @Nullable Room roomOf(String packageName) {
    return rooms.get(packageName);
  }

  /** Whether code in the room may use what lies in the package. */
  static boolean mayImport(Room room, String packageName) {
    return isWithin("java", packageName)
        || isWithin("org.jspecify", packageName)
        || packageName.equals(room.name())
        || words(room).stream().anyMatch(word -> meaning(room, word).covers(packageName));
  }

  /** The words of the room's row that are neither a library, a phrase, nor a room of this table. */
  List<String> unknownWords(Room room) {
    return words(room).stream().filter(word -> !isKnown(meaning(room, word))).toList();
  }

  private boolean isKnown(Import meaning) {
    return !(meaning instanceof OneRoom one) || rooms.containsKey(one.name());
  }

  private static List<String> words(Room room) {
    return List.of(room.mayImport().split(", "));
  }

  private static Import meaning(Room room, String word) {
    if (word.equals("the JDK only")) {
      return packageName -> false;
    }
    if (word.startsWith("anything")) {
      return packageName -> true;
    }
    Matcher every = EVERY_ROOM_OF.matcher(word);
    if (every.matches()) {
      return packageName -> packageName.startsWith("io.tallystick." + every.group(1) + ".");
    }
    String library = LIBRARIES.get(word);
    if (library != null) {
      return packageName -> isWithin(library, packageName);
    }
    return new OneRoom(word.contains(".") ? word : besides(room, word));
  }

  private static String besides(Room room, String word) {
    return room.name().substring(0, room.name().lastIndexOf('.') + 1) + word;
  }

  private static boolean isWithin(String root, String packageName) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }

  /** What one word of a row lets in. */
  private interface Import {
    boolean covers(String packageName);
  }

  private record OneRoom(String name) implements Import {
    @Override
    public boolean covers(String packageName) {
      return packageName.equals(name);
    }
  }
}
