package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dashboards are what their definitions say, and such as Grafana takes. */
class GrafanaTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final Path DIRECTORY = Asked.DASHBOARDS;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]+)}?");
  private static final int COLUMNS = 24;

  /** Of Grafana's list of units; it shows a number without one where it does not know the id. */
  private static final Set<String> UNITS =
      Set.of(
          "short",
          "percentunit",
          "s",
          "ms",
          "bytes",
          "Bps",
          "reqps",
          "reqpm",
          "ops",
          "opm",
          "none");

  static List<Path> definitions() throws IOException {
    return Asked.files(DIRECTORY.resolve("definitions"), ".yml");
  }

  static List<Path> dashboards() throws IOException {
    return Asked.dashboards();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.[a-z]+$", "");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void aDashboardIsWhatItsDefinitionSays(Path definition) throws IOException {
    Map<String, Object> read = Yaml.read(definition);
    String generated = DashboardPage.of(read);
    String source = read.getOrDefault("source", "prometheus").toString();
    Path file = DIRECTORY.resolve(source).resolve(name(definition) + ".json");
    if (Boolean.getBoolean(DashboardPage.WRITE)) {
      Files.writeString(file, generated);
    }
    String stored = Files.exists(file) ? Files.readString(file) : "";

    // A checkout may have turned the line ends.
    assertThat(stored.replace("\r\n", "\n"))
        .as(file + " is not what its definition says; run: " + DashboardPage.COMMAND)
        .isEqualTo(generated);
  }

  @Test
  void everyDashboardHasADefinitionAndAUidOfItsOwn() throws IOException {
    List<String> uids = new ArrayList<>();
    for (Path file : dashboards()) {
      uids.add(JSON.readTree(file.toFile()).path("uid").asText());
    }

    assertThat(names(dashboards())).containsExactlyInAnyOrderElementsOf(names(definitions()));
    assertThat(uids).hasSizeGreaterThan(8).doesNotHaveDuplicates();
    assertThat(uids).allMatch(uid -> uid.matches("tallystick-[a-z-]{1,29}")); // 40 at most
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(GrafanaTest::name).toList();
  }

  private static List<JsonNode> panels(JsonNode dashboard) {
    return StreamSupport.stream(dashboard.path("panels").spliterator(), false).toList();
  }

  private static boolean isRow(JsonNode panel) {
    return panel.path("type").asText().equals("row");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsHaveNumbersOfTheirOwnAndDoNotLieOnEachOther(Path file) throws IOException {
    List<JsonNode> panels = panels(JSON.readTree(file.toFile()));
    Set<String> taken = new HashSet<>();
    for (JsonNode panel : panels) {
      JsonNode place = panel.path("gridPos");
      int left = place.path("x").asInt(-1);
      int top = place.path("y").asInt(-1);
      assertThat(left).isNotNegative();
      assertThat(top).isNotNegative();
      assertThat(left + place.path("w").asInt()).isBetween(left + 1, COLUMNS);
      assertThat(place.path("h").asInt()).isPositive();
      for (int x = left; x < left + place.path("w").asInt(); x++) {
        for (int y = top; y < top + place.path("h").asInt(); y++) {
          assertThat(taken.add(x + " " + y)).as(panel.path("title").asText()).isTrue();
        }
      }
    }

    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels).filteredOn(panel -> !isRow(panel)).hasSizeGreaterThan(8);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsInWhichUnitAndAsksTheChosenSource(Path file) throws IOException {
    JsonNode dashboard = JSON.readTree(file.toFile());
    String type = dashboard.at("/templating/list/0/query").asText();

    assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(41);
    assertThat(dashboard.path("description").asText()).endsWith(".");
    assertThat(panels(dashboard))
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotEmpty();
              if (isRow(panel)) {
                return;
              }
              assertThat(panel.path("description").asText()).endsWith(".");
              assertThat(UNITS).containsAll(units(panel));
              asksTheChosenSource(panel.path("datasource"), type);
              List<String> refs = new ArrayList<>();
              for (JsonNode target : panel.path("targets")) {
                refs.add(target.path("refId").asText());
                asksTheChosenSource(target.path("datasource"), type);
                assertThat(target.path("expr").asText() + target.path("rawSql").asText())
                    .isNotBlank();
              }
              assertThat(refs).isNotEmpty().doesNotHaveDuplicates().doesNotContain("");
            });
  }

  private static List<String> units(JsonNode panel) {
    List<String> units = new ArrayList<>();
    units.add(panel.at("/fieldConfig/defaults/unit").asText());
    for (JsonNode override : panel.at("/fieldConfig/overrides")) {
      assertThat(panel.path("targets").toString())
          .contains(" AS " + override.at("/matcher/options").asText());
      override.path("properties").forEach(each -> units.add(each.path("value").asText()));
    }
    return units;
  }

  private static void asksTheChosenSource(JsonNode source, String type) {
    assertThat(source.path("uid").asText()).isEqualTo("${datasource}");
    assertThat(source.path("type").asText()).isEqualTo(type);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyVariableThatIsUsedIsDeclaredAndEveryOneThatIsDeclaredIsUsed(Path file)
      throws IOException {
    JsonNode dashboard = JSON.readTree(file.toFile());
    Set<String> declared = new HashSet<>();
    dashboard
        .path("templating")
        .path("list")
        .forEach(variable -> declared.add(variable.path("name").asText()));
    String asked =
        panels(dashboard).stream()
            .map(panel -> panel.path("targets") + " " + panel.path("datasource"))
            .collect(Collectors.joining());
    Set<String> used =
        VARIABLE
            .matcher(asked)
            .results()
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(used).isEqualTo(declared);
  }

  @Test
  void thePageForPeopleListsEveryDashboard() throws IOException {
    String page = Files.readString(Asked.DOCS.resolve("grafana.md"));

    assertThat(dashboards())
        .allMatch(
            file ->
                page.contains(
                    "[`%s`](grafana/%s/%1$s)"
                        .formatted(file.getFileName(), file.getParent().getFileName())));
    assertThat(page).contains(DashboardPage.COMMAND);
  }

  @Test
  void linksLeadToDashboardsThatAreThere() throws IOException {
    Set<String> places = new HashSet<>();
    List<String> links = new ArrayList<>();
    for (Path file : dashboards()) {
      JsonNode dashboard = JSON.readTree(file.toFile());
      places.add("/d/" + dashboard.path("uid").asText());
      dashboard.path("links").forEach(link -> links.add(link.path("url").asText()));
    }
    for (Map<String, Object> alert : Asked.rules(Asked.RULES.resolve("alert-rules.yml"))) {
      links.add("" + Yaml.map(alert.get("annotations")).get("dashboard"));
    }

    assertThat(links).isNotEmpty().isSubsetOf(places);
  }
}
