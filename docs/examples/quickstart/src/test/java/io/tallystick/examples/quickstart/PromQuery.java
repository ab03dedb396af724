package io.tallystick.examples.quickstart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an expression of Prometheus asks for: its selectors, and the labels that it groups and
 * matches by. Whether the expression is one at all is for {@code promtool} to say.
 *
 * @param selectors all of them, from the left
 * @param groupings all of them, from the left
 */
record PromQuery(List<Selector> selectors, List<Grouping> groupings) {
  private static final Set<String> GROUPING =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "atan2", "start", "end");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<blank>\\s+|#[^\\n]*)"
              + "|(?<string>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`)"
              + "|(?<number>[0-9][0-9A-Za-z_.]*)"
              + "|(?<word>[A-Za-z_:][A-Za-z0-9_:]*)"
              + "|(?<sign>=~|!~|!=|==|>=|<=|.)",
          Pattern.DOTALL);

  /** One condition on a label. */
  record Condition(String label, String sign, String value) {}

  /**
   * One metric that is asked for.
   *
   * @param metric empty where none is named
   * @param position the number of its token
   */
  record Selector(String metric, List<Condition> conditions, int position) {
    /** It alone, as text that can be asked. */
    String text() {
      StringBuilder text = new StringBuilder(metric).append('{');
      for (Condition condition : conditions) {
        text.append(condition.label()).append(condition.sign());
        text.append('"').append(condition.value()).append("\",");
      }
      return text.append('}').toString();
    }
  }

  /**
   * Labels by which series are put together.
   *
   * @param from the first token that it is about
   * @param to behind the last one
   */
  record Grouping(String word, List<String> labels, int from, int to) {
    boolean isAbout(Selector selector) {
      return selector.position() >= from && selector.position() < to;
    }
  }

  static PromQuery of(String text) {
    return new Reader(tokens(text)).read();
  }

  /** The labels that can be left of the series after the outermost aggregation, if there is one. */
  Set<String> labelsBy() {
    Set<String> labels = new HashSet<>();
    groupings.stream()
        .filter(grouping -> grouping.word().equals("by"))
        .forEach(grouping -> labels.addAll(grouping.labels()));
    return labels;
  }

  boolean hasBy() {
    return groupings.stream().anyMatch(grouping -> grouping.word().equals("by"));
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher found = TOKEN.matcher(text);
    while (found.find()) {
      if (found.group("blank") == null) {
        tokens.add(found.group());
      }
    }
    return tokens;
  }

  /** Goes through the tokens once. */
  private static final class Reader {
    private final List<String> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final List<Grouping> groupings = new ArrayList<>();
    private int at;

    Reader(List<String> tokens) {
      this.tokens = tokens;
    }

    PromQuery read() {
      while (at < tokens.size()) {
        String token = tokens.get(at);
        if (token.equals("[")) {
          at = after("]"); // a length of time, in which a colon is no part of a name
        } else if (token.equals("{")) {
          select("");
        } else if (isWord(token)) {
          word(token);
        } else {
          at++;
        }
      }
      return new PromQuery(List.copyOf(selectors), List.copyOf(groupings));
    }

    private static boolean isWord(String token) {
      return token.matches("[A-Za-z_:].*");
    }

    private String next() {
      return at + 1 < tokens.size() ? tokens.get(at + 1) : "";
    }

    private void word(String token) {
      String word = token.toLowerCase(Locale.ROOT);
      if (GROUPING.contains(word)) {
        group(word);
      } else if (KEYWORDS.contains(word)
          || Stream.of("(", "by", "without").anyMatch(next()::equalsIgnoreCase)) {
        at++;
      } else {
        select(token);
      }
    }

    private void select(String metric) {
      int position = at;
      List<Condition> conditions = new ArrayList<>();
      if (!metric.isEmpty()) {
        at++;
      }
      if (at < tokens.size() && tokens.get(at).equals("{")) {
        int end = after("}");
        for (at++; at + 2 < end; at += at + 3 < end && tokens.get(at + 3).equals(",") ? 4 : 3) {
          String value = tokens.get(at + 2);
          conditions.add(
              new Condition(
                  tokens.get(at),
                  tokens.get(at + 1),
                  value.length() > 1 ? value.substring(1, value.length() - 1) : value));
        }
        at = end;
      }
      selectors.add(new Selector(metric, List.copyOf(conditions), position));
    }

    private void group(String word) {
      if (!next().equals("(")) {
        at++;
        return;
      }
      int start = at;
      at++;
      int end = after(")");
      List<String> labels =
          tokens.subList(at + 1, Math.max(at + 1, end - 1)).stream()
              .filter(token -> !token.equals(","))
              .toList();
      at = end;
      boolean isOfAnAggregation = word.equals("by") || word.equals("without");
      if (!isOfAnAggregation) {
        groupings.add(new Grouping(word, labels, 0, tokens.size()));
      } else if (end < tokens.size() && tokens.get(end).equals("(")) {
        groupings.add(new Grouping(word, labels, end, closing(end)));
      } else {
        groupings.add(new Grouping(word, labels, opening(start - 1), start));
      }
    }

    /** Behind the next token of a kind. */
    private int after(String sign) {
      int end = at;
      while (end < tokens.size() && !tokens.get(end).equals(sign)) {
        end++;
      }
      return Math.min(end + 1, tokens.size());
    }

    private int closing(int open) {
      int depth = 0;
      for (int i = open; i < tokens.size(); i++) {
        depth += tokens.get(i).equals("(") ? 1 : tokens.get(i).equals(")") ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      return tokens.size();
    }

    private int opening(int close) {
      int depth = 0;
      for (int i = close; i > 0; i--) {
        depth += tokens.get(i).equals(")") ? 1 : tokens.get(i).equals("(") ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      return 0;
    }
  }
}
