package io.tallystick.core.derived;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One statement that reads, with parameters by name; immutable.
 *
 * <p>What is refused here cannot be meant well in a statement that only reads. What is let through
 * still runs in a transaction that is read-only and rolled back.
 */
final class NamedSql {
  /** A statement that reads has none of these outside quotes. */
  private static final Set<String> WRITING =
      Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "NEXTVAL", "SETVAL");

  private final List<Piece> pieces;

  private NamedSql(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** A stretch of text, or the name of the parameter that stands there. */
  private record Piece(String text, boolean isParameter) {}

  /**
   * Reads a statement.
   *
   * @throws IllegalArgumentException when it is not one statement that reads; says why
   */
  static NamedSql parse(String sql) {
    List<Piece> pieces = new ArrayList<>();
    SqlScanner scanner = new SqlScanner(sql);
    int from = 0;
    boolean isBegun = false;
    while (scanner.hasMore()) {
      int at = scanner.at();
      if (Character.isWhitespace(scanner.here())) {
        scanner.step(1);
      } else if (isParameter(scanner)) {
        pieces.add(new Piece(sql.substring(from, at), false));
        pieces.add(new Piece(sql.substring(at + 1, scanner.at()), true));
        from = scanner.at();
      } else if (at == scanner.at() && !scanner.skipOpaque()) {
        stepOver(scanner, isBegun);
        isBegun = true;
      }
    }
    require(isBegun, "it is empty: write a SELECT.");
    pieces.add(new Piece(sql.substring(from), false));
    return new NamedSql(pieces);
  }

  /** Steps over a colon and a name behind it; a second colon makes it a cast. */
  private static boolean isParameter(SqlScanner scanner) {
    if (scanner.here() != ':') {
      return false;
    }
    if (scanner.ahead(1) == ':') {
      scanner.step(2);
      scanner.word();
      return false;
    }
    if (!Character.isLetter(scanner.ahead(1))) {
      return false;
    }
    scanner.step(1);
    scanner.word();
    return true;
  }

  private static void stepOver(SqlScanner scanner, boolean isBegun) {
    char here = scanner.here();
    if (SqlScanner.isWordPart(here)) {
      checkWord(scanner.word(), isBegun);
      return;
    }
    require(isBegun || here == '(', "it begins with %s: begin with SELECT or WITH.", here);
    require(here != ';', "it holds a semicolon: give one statement without one.");
    boolean isDoubled = here == '?' && scanner.ahead(1) == '?';
    require(
        here != '?' || isDoubled,
        "it holds a question mark: write parameters by name, such as :from, and an operator as ??.");
    scanner.step(isDoubled ? 2 : 1);
  }

  private static void checkWord(String word, boolean isBegun) {
    require(
        isBegun || word.equals("SELECT") || word.equals("WITH"),
        "it begins with %s: begin with SELECT or WITH.",
        word);
    require(
        !WRITING.contains(word), "it holds the word %s: only read, or quote what is a name.", word);
  }

  private static void require(boolean isFine, String fault, Object... values) {
    if (!isFine) {
      throw new IllegalArgumentException(fault.formatted(values));
    }
  }

  /** The names of the parameters, in the order in which they come first. */
  Set<String> parameters() {
    Set<String> names = new LinkedHashSet<>();
    pieces.stream().filter(Piece::isParameter).forEach(piece -> names.add(piece.text()));
    return names;
  }

  /**
   * The text for a driver: numbers that are given stand in it, other parameters are a {@code ?}.
   */
  String text(Map<String, Long> numbers) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      Long number = piece.isParameter() ? numbers.get(piece.text()) : null;
      text.append(!piece.isParameter() ? piece.text() : number == null ? "?" : number.toString());
    }
    return text.toString();
  }

  /** Which parameter each {@code ?} stands for, in their order. */
  List<String> bound(Map<String, Long> numbers) {
    return pieces.stream()
        .filter(piece -> piece.isParameter() && !numbers.containsKey(piece.text()))
        .map(Piece::text)
        .toList();
  }
}
