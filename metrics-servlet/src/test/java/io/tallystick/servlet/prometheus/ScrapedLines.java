package io.tallystick.servlet.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a scraped text as strictly as the formats say; anything else is an error. */
final class ScrapedLines {
  private final String text;
  private int at;

  private ScrapedLines(String text) {
    this.text = text;
  }

  /** One line with a number. */
  record Sample(String name, Map<String, String> labels, double value) {}

  static List<Sample> read(String text) {
    List<Sample> samples = new ArrayList<>();
    ScrapedLines lines = new ScrapedLines(text);
    while (lines.at < text.length()) {
      if (text.charAt(lines.at) == '#') {
        lines.at = text.indexOf('\n', lines.at) + 1;
      } else {
        samples.add(lines.sample());
      }
    }
    return samples;
  }

  private Sample sample() {
    String name = name();
    Map<String, String> labels = new LinkedHashMap<>();
    if (peek() == '{') {
      do {
        at++;
        String label = name();
        take("=\"");
        if (labels.put(label, quoted()) != null) {
          throw error("a label that is there twice");
        }
      } while (peek() == ',');
      take("}");
    }
    take(" ");
    int end = text.indexOf('\n', at);
    String number = text.substring(at, end);
    at = end + 1;
    return new Sample(
        name,
        labels,
        number.endsWith("Inf")
            ? Double.parseDouble(number.replace("Inf", "Infinity"))
            : Double.parseDouble(number));
  }

  private String name() {
    int from = at;
    while (Character.toString(peek()).matches("[a-zA-Z0-9_:]")) {
      at++;
    }
    if (from == at || Character.isDigit(text.charAt(from))) {
      throw error("no name");
    }
    return text.substring(from, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    for (char each = next(); each != '"'; each = next()) {
      if (each == '\n') {
        throw error("the end of a line in a value");
      }
      value.append(each == '\\' ? escaped(next()) : each);
    }
    return value.toString();
  }

  private char escaped(char each) {
    return switch (each) {
      case 'n' -> '\n';
      case '\\', '"' -> each;
      default -> throw error("an unknown escape");
    };
  }

  private char peek() {
    return text.charAt(at);
  }

  private char next() {
    return text.charAt(at++);
  }

  private void take(String wanted) {
    if (!text.startsWith(wanted, at)) {
      throw error("no " + wanted);
    }
    at += wanted.length();
  }

  private AssertionError error(String what) {
    return new AssertionError(
        "At %d there is %s: %s".formatted(at, what, text.substring(Math.max(0, at - 80), at)));
  }
}
