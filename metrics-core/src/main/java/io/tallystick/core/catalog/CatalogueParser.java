package io.tallystick.core.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the lines of a catalogue; strict, for a slip in one would be a metric that nobody finds.
 *
 * <p>A line that breaks a rule throws {@link IllegalArgumentException} with the file, the number
 * and the text of the line, the rule, and what to do.
 */
final class CatalogueParser {
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<String, Integer> lineOfTitle = new HashMap<>();
  private final Map<String, Integer> lineOfName = new HashMap<>();

  /** A section that still grows. */
  private record Draft(String title, List<String> notes, List<CatalogueEntry> entries) {
    CatalogueSection finished() {
      return new CatalogueSection(title, notes, entries);
    }
  }

  private CatalogueParser() {}

  static List<CatalogueSection> parse(String file, List<String> lines) {
    CatalogueParser parser = new CatalogueParser();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      try {
        parser.read(i + 1, line);
      } catch (IllegalArgumentException fault) {
        throw new IllegalArgumentException(
            file + ", line " + (i + 1) + ", \"" + line + "\": " + fault.getMessage(), fault);
      }
    }
    return parser.drafts.stream().map(Draft::finished).toList();
  }

  private void read(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (!line.equals(line.strip())) {
      throw new IllegalArgumentException(
          "There is white space around the line: start and end it with text.");
    }
    if (line.startsWith("[")) {
      openSection(number, line);
    } else if (line.startsWith(">")) {
      section().notes().add(note(line));
    } else {
      addEntry(number, MetricLine.parse(line));
    }
  }

  private void openSection(int number, String line) {
    if (!line.endsWith("]") || line.length() == "[]".length()) {
      throw new IllegalArgumentException("A section is not closed or empty: write [Its title].");
    }
    String title = line.substring(1, line.length() - 1);
    claim(lineOfTitle, title, number, "title");
    drafts.add(new Draft(title, new ArrayList<>(), new ArrayList<>()));
  }

  private static String note(String line) {
    if (!line.startsWith("> ")) {
      throw new IllegalArgumentException("A note has no text: write \"> \" and a sentence.");
    }
    return MetricLine.requireSentence(line.substring("> ".length()));
  }

  private void addEntry(int number, CatalogueEntry entry) {
    claim(lineOfName, entry.descriptor().name(), number, "name");
    entry.descriptor().aliases().forEach(alias -> claim(lineOfName, alias, number, "name"));
    section().entries().add(entry);
  }

  private Draft section() {
    if (drafts.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no section yet: write [Its title] in a line before this one.");
    }
    return drafts.get(drafts.size() - 1);
  }

  private static void claim(Map<String, Integer> taken, String text, int number, String what) {
    Integer before = taken.putIfAbsent(text, number);
    if (before != null) {
      throw new IllegalArgumentException(
          "The " + what + " " + text + " is taken by line " + before + ": choose another.");
    }
  }
}
