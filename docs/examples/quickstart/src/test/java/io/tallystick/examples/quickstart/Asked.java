package io.tallystick.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An expression that some file asks Prometheus.
 *
 * @param where the file, and where in it
 * @param expression with Grafana's variables replaced by what lets everything through
 * @param shown the labels that a legend or a sentence shows of its series
 */
record Asked(String where, String expression, Set<String> shown) {
  /** Where the documents are, seen from this module. */
  static final Path DOCS = Path.of("..", "..");

  static final Path DASHBOARDS = DOCS.resolve("grafana");
  static final Path RULES = DOCS.resolve("prometheus");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLOCK = Pattern.compile("```promql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ALERTS =
      Pattern.compile("\n## What to alert on\n(.*?)(?=\n## |\\z)", Pattern.DOTALL);
  private static final Pattern WHAT = Pattern.compile("(?m)^\\| (`[^|]+`)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{ *(?:\\$labels\\.)?([a-z_]+) *}}");
  private static final Pattern VALUES = Pattern.compile("label_values\\((.+), *([a-z_]+)\\)");

  /** Every one of dashboards, rules and documents. */
  static List<Asked> everything() throws IOException {
    List<Asked> all = new ArrayList<>();
    for (Path dashboard : dashboards()) {
      all.addAll(ofDashboard(dashboard));
    }
    all.addAll(ofRules(RULES.resolve("recording-rules.yml")));
    all.addAll(ofRules(RULES.resolve("alert-rules.yml")));
    for (Path page : files(DOCS, ".md")) {
      all.addAll(ofPage(page));
    }
    return all;
  }

  /** Those of both kinds of data sources. */
  static List<Path> dashboards() throws IOException {
    List<Path> all = new ArrayList<>(files(DASHBOARDS.resolve("prometheus"), ".json"));
    all.addAll(files(DASHBOARDS.resolve("sql"), ".json"));
    return all;
  }

  static List<Path> files(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<Asked> ofDashboard(Path file) throws IOException {
    List<Asked> all = new ArrayList<>();
    JsonNode dashboard = JSON.readTree(file.toFile());
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        if (target.has("expr")) {
          all.add(
              new Asked(
                  file.getFileName() + ", " + panel.path("title").asText(),
                  withoutVariables(target.path("expr").asText()),
                  shown(target.path("legendFormat").asText(""))));
        }
      }
    }
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      VALUES
          .matcher(variable.path("query").path("query").asText(""))
          .results()
          .forEach(
              (MatchResult found) ->
                  all.add(
                      new Asked(
                          file.getFileName() + ", $" + variable.path("name").asText(),
                          withoutVariables(found.group(1)),
                          Set.of(found.group(2)))));
    }
    return all;
  }

  static List<Asked> ofRules(Path file) throws IOException {
    List<Asked> all = new ArrayList<>();
    for (Map<String, Object> rule : rules(file)) {
      String name = String.valueOf(rule.getOrDefault("record", rule.get("alert")));
      Set<String> shown = new HashSet<>();
      Yaml.map(rule.get("annotations")).values().forEach(text -> shown.addAll(shown("" + text)));
      all.add(new Asked(file.getFileName() + ", " + name, "" + rule.get("expr"), shown));
    }
    return all;
  }

  /** The rules of all groups of a file. */
  static List<Map<String, Object>> rules(Path file) throws IOException {
    return Yaml.maps(Yaml.read(file).get("groups")).stream()
        .flatMap(group -> Yaml.maps(group.get("rules")).stream())
        .toList();
  }

  private static List<Asked> ofPage(Path page) throws IOException {
    List<Asked> all = new ArrayList<>();
    String content = Files.readString(page).replace("\r\n", "\n");
    BLOCK
        .matcher(content)
        .results()
        .flatMap((MatchResult found) -> Stream.of(found.group(1).split("\n\n")))
        .forEach(text -> all.add(new Asked("" + page.getFileName(), text, Set.of())));
    ALERTS
        .matcher(content)
        .results()
        .flatMap((MatchResult found) -> WHAT.matcher(found.group(1)).results())
        .flatMap((MatchResult found) -> CODE.matcher(found.group(1)).results())
        .forEach(
            (MatchResult found) ->
                all.add(new Asked(page.getFileName() + ", alerts", found.group(1), Set.of())));
    return all;
  }

  private static Set<String> shown(String legend) {
    return LEGEND
        .matcher(legend)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static String withoutVariables(String expression) {
    return expression
        .replace("$__rate_interval", "5m")
        .replace("$__interval", "1m")
        .replace("$__range", "1h")
        .replaceAll("\\$\\{?[a-z]+}?", ".*");
  }

  /** What may be asked, the results of the recording rules among it. */
  static ExposedNames names() throws IOException {
    ExposedNames names = ExposedNames.ofTheCatalogue();
    for (Map<String, Object> rule : rules(RULES.resolve("recording-rules.yml"))) {
      names.addResult("" + rule.get("record"), labelsLeft("" + rule.get("expr")));
    }
    return names;
  }

  /** A quantile takes the bounds away. */
  private static Set<String> labelsLeft(String expression) {
    Set<String> labels = new HashSet<>(PromQuery.of(expression).labelsBy());
    labels.remove("le");
    return labels;
  }
}
