package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/prometheus has is what Prometheus takes, and asks for what there is. */
class PrometheusFilesTest {
  private static final Path RULES = Asked.RULES;
  private static final String NAMESPACE = "shop";
  private static final String TOKEN = "/etc/prometheus/scrape-token";

  @TempDir Path directory;

  static List<Asked> everything() throws IOException {
    return Asked.everything();
  }

  @ParameterizedTest
  @MethodSource("everything")
  void everyExpressionAsksForWhatTheCatalogueHas(Asked asked) throws IOException {
    assertThat(Asked.names().problems(asked.expression(), asked.shown()))
        .as(asked.where() + ": " + asked.expression())
        .isEmpty();
  }

  @Test
  void everyExpressionIsOneForPrometheus() throws Exception {
    List<String> expressions = Asked.everything().stream().map(Asked::expression).toList();

    assertThat(expressions).hasSizeGreaterThan(100);
    Promtool.Answer answer = Promtool.parse(directory, expressions);
    assertThat(answer.status()).as(answer.said()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alert-rules.yml", "recording-rules.yml"})
  void rulesAreRules(String file) throws Exception {
    Promtool.Answer answer = Promtool.run(RULES, "check", "rules", "--lint-fatal", file);

    assertThat(answer.status()).as(answer.said()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alert-rules.test.yml", "recording-rules.test.yml"})
  void rulesDoWhatIsExpectedOfThem(String file) throws Exception {
    Promtool.Answer answer = Promtool.run(RULES, "test", "rules", file);

    assertThat(answer.status()).as(answer.said()).isZero();
  }

  private Promtool.Answer check(String config) throws IOException, InterruptedException {
    Path token = Files.writeString(directory.resolve("scrape-token"), "a token of this test");
    for (Path file : Asked.files(RULES, "rules.yml")) {
      Files.copy(file, directory.resolve(file.getFileName()));
    }
    Path copy = directory.resolve("prometheus.yml");
    Files.writeString(
        copy,
        config
            .replace(TOKEN, token.toString())
            .replace("/etc/prometheus/secrets/scrape-token", token.toString())
            .replace("/etc/prometheus/rules/*.yml", directory + "/*rules.yml"));
    return Promtool.run(directory, "check", "config", copy.toString());
  }

  @Test
  void theConfigurationIsOneAndFindsItsRules() throws Exception {
    String config = Files.readString(RULES.resolve("prometheus.yml"));
    Promtool.Answer answer = check(config);

    assertThat(answer.status()).as(answer.said()).isZero();
    assertThat(answer.said()).contains("2 rule files found");
    assertThat(config).contains("credentials_file: " + TOKEN);
  }

  private static Map<String, Object> ofPods(Map<String, Object> deployment, String what) {
    Map<String, Object> template = Yaml.map(Yaml.map(deployment.get("spec")).get("template"));
    return Yaml.map(Yaml.map(template.get("metadata")).get(what));
  }

  /**
   * Debian's Prometheus does not know Kubernetes, so its pods are told as targets that it knows.
   */
  private static String withPods(String config, List<Map<String, Object>> pods) {
    Map<String, Object> whole = Yaml.map(Yaml.parse(config));
    Map<String, Object> job = Yaml.maps(whole.get("scrape_configs")).get(0);
    assertThat(job.remove("kubernetes_sd_configs"))
        .isEqualTo(
            List.of(Map.of("role", "pod", "namespaces", Map.of("names", List.of(NAMESPACE)))));
    job.put("static_configs", pods);
    return Yaml.text(whole);
  }

  /** A pod as Kubernetes tells of it, with others of its labels and annotations. */
  private static Map<String, Object> pod(
      String name, String address, String phase, Map<String, Object> deployment, String... others) {
    Map<String, Object> labels = new HashMap<>();
    labels.put("__meta_kubernetes_namespace", NAMESPACE);
    labels.put("__meta_kubernetes_pod_name", name);
    labels.put("__meta_kubernetes_pod_phase", phase);
    for (String what : List.of("labels", "annotations")) {
      String prefix = "__meta_kubernetes_pod_" + what.replaceFirst("s$", "_");
      ofPods(deployment, what)
          .forEach((key, value) -> labels.put(prefix + key.replaceAll("[./-]", "_"), "" + value));
    }
    for (int i = 0; i < others.length; i += 2) {
      labels.put("__meta_kubernetes_pod_" + others[i], others[i + 1]);
    }
    return Map.of("targets", List.of(address), "labels", labels);
  }

  @Test
  void theConfigurationForKubernetesReadsTheAnnotationsOfThePods() throws Exception {
    List<Map<String, Object>> documents = Yaml.readAll(RULES.resolve("kubernetes.yml"));
    Map<String, Object> shop = documents.get(0);
    assertThat(Yaml.map(shop.get("metadata"))).containsEntry("namespace", NAMESPACE);
    assertThat(ofPods(shop, "annotations").values())
        .allMatch(String.class::isInstance); // as Kubernetes wants it
    String config = "" + Yaml.map(documents.get(1).get("data")).get("prometheus.yml");
    String port = "annotation_prometheus_io_port";
    String path = "annotation_prometheus_io_path";
    List<Map<String, Object>> pods =
        List.of(
            pod("shop-1", "10.0.0.7:9999", "Running", shop),
            pod("x-2", "10.0.0.7:9999", "Running", shop, port, "9464", path, "/tally/metrics"),
            pod("y-3", "10.0.0.8:9999", "Running", shop, "annotation_prometheus_io_scrape", ""),
            pod("foreign-4", "10.0.0.9:9999", "Running", shop, "label_metrics_from", ""),
            pod("done-5", "10.0.0.10:9999", "Succeeded", shop),
            pod("six-6", "[fd00::6]:9999", "Running", shop),
            pod("six-7", "fd00::7", "Running", shop),
            pod("four-8", "10.0.0.11", "Running", shop));

    Promtool.Answer answer = check(withPods(config, pods));
    assertThat(answer.status()).as(answer.said()).isZero();
    assertThat(answer.said()).contains("2 rule files found");
    String file = directory.resolve("prometheus.yml").toString();
    answer =
        Promtool.run(
            directory, "check", "service-discovery", "--timeout=3s", file, "kubernetes-pods");
    assertThat(answer.status()).as(answer.said()).isZero();
    assertThat(labelsOf(answer.said()))
        .containsExactlyInAnyOrder(
            Map.of("path", "/metrics", "at", "10.0.0.7:8080", "as", "shop, shop/shop-1"),
            Map.of("path", "/tally/metrics", "at", "10.0.0.7:9464", "as", "shop, shop/x-2"),
            Map.of("path", "/metrics", "at", "[fd00::6]:8080", "as", "shop, shop/six-6"),
            Map.of("path", "/metrics", "at", "[fd00::7]:8080", "as", "shop, shop/six-7"),
            Map.of("path", "/metrics", "at", "10.0.0.11:8080", "as", "shop, shop/four-8"));
  }

  private static List<Map<String, String>> labelsOf(String said) throws IOException {
    List<Map<String, String>> found = new ArrayList<>();
    for (JsonNode target : new ObjectMapper().readTree(said.substring(said.indexOf('[')))) {
      JsonNode labels = target.path("labels");
      if (!labels.isEmpty()) {
        String name = labels.path("job").asText() + ", " + labels.path("instance").asText();
        String path = labels.path("__metrics_path__").asText();
        found.add(Map.of("path", path, "at", labels.path("__address__").asText(), "as", name));
      }
    }
    return found;
  }

  static List<Map<String, Object>> alerts() throws IOException {
    return Asked.rules(RULES.resolve("alert-rules.yml"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("alerts")
  void everyAlertSaysHowBadItIsWhatItIsAndWhatToDo(Map<String, Object> alert) {
    Map<String, Object> annotations = Yaml.map(alert.get("annotations"));

    assertThat(Yaml.map(alert.get("labels")).get("severity")).isIn("info", "warning", "critical");
    assertThat(annotations).containsOnlyKeys("summary", "description", "runbook", "dashboard");
    assertThat("" + annotations.get("description")).contains("$value").endsWith(".");
    assertThat("" + annotations.get("runbook")).endsWith(".");
    assertThat(alert).containsKey("for");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("alerts")
  void everyAlertHasACaseThatFiresAndOneThatDoesNot(Map<String, Object> alert) throws IOException {
    List<Map<String, Object>> cases =
        Yaml.maps(Yaml.read(RULES.resolve("alert-rules.test.yml")).get("tests")).stream()
            .flatMap(test -> Yaml.maps(test.get("alert_rule_test")).stream())
            .filter(test -> test.get("alertname").equals(alert.get("alert")))
            .toList();

    assertThat(cases)
        .anySatisfy(
            test -> {
              List<Map<String, Object>> fired = Yaml.maps(test.get("exp_alerts"));
              assertThat(fired).isNotEmpty();
              assertThat(fired)
                  .allSatisfy(
                      each -> {
                        assertThat(Yaml.map(each.get("exp_labels"))).containsKey("severity");
                        assertThat(Yaml.map(each.get("exp_annotations"))).isNotEmpty();
                      });
            })
        .anySatisfy(test -> assertThat(Yaml.maps(test.get("exp_alerts"))).isEmpty());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("alerts")
  void thePageForPeopleListsEveryAlertWithHowBadItIs(Map<String, Object> alert) throws IOException {
    List<String> rows =
        Files.readAllLines(Asked.DOCS.resolve("prometheus.md")).stream()
            .filter(line -> line.startsWith("| `" + alert.get("alert") + "` | "))
            .toList();

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0)).endsWith(" | " + Yaml.map(alert.get("labels")).get("severity") + " |");
  }

  @Test
  void thePageOfOperationsIsReadAndNamesRulesThatAreThere() throws IOException {
    String page = Files.readString(Asked.DOCS.resolve("operations.md"));
    Set<String> rules = new HashSet<>();
    for (Map<String, Object> alert : alerts()) {
      rules.add("" + alert.get("alert"));
    }

    assertThat(Asked.everything())
        .filteredOn(asked -> asked.where().startsWith("operations.md"))
        .hasSizeGreaterThan(8);
    assertThat(
            Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`")
                .matcher(page.substring(page.indexOf("## What to alert on")))
                .results()
                .map((MatchResult found) -> found.group(1)))
        .hasSizeGreaterThan(8)
        .isSubsetOf(rules);
  }

  @Test
  void everyRecordingRuleHasACase() throws IOException {
    Set<Object> tested = new HashSet<>();
    Yaml.maps(Yaml.read(RULES.resolve("recording-rules.test.yml")).get("tests")).stream()
        .flatMap(test -> Yaml.maps(test.get("promql_expr_test")).stream())
        .forEach(test -> tested.add(test.get("expr")));

    assertThat(Asked.rules(RULES.resolve("recording-rules.yml")).stream().map(r -> r.get("record")))
        .isNotEmpty()
        .allMatch(tested::contains);
  }

  @Test
  void aKeyThatStandsTwiceIsNoticed() {
    assertThat(Stream.of("a: 1\nb: 2", "a:\n  - b: 1\n  - b: 2").map(Yaml::parse)).hasSize(2);
    assertThatThrownBy(() -> Yaml.parse("a: 1\nb: 2\na: 3"))
        .hasMessageContaining("duplicate key a");
  }
}
