package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files for compose and for Grafana's provisioning are read by the rules of their formats: nobody
 * starts a container here.
 */
class ComposeTest {
  private static final Path DIRECTORY = Asked.DOCS.resolve("compose");
  private static final Path PROVISIONING = Asked.DASHBOARDS.resolve("provisioning");
  private static final Set<String> TOP =
      Set.of("name", "services", "networks", "volumes", "secrets");

  /** Those of the compose specification that are used here; a typing mistake is none of them. */
  private static final Set<String> OF_A_SERVICE =
      Set.of(
          "image",
          "user",
          "command",
          "environment",
          "volumes",
          "tmpfs",
          "read_only",
          "cap_drop",
          "security_opt",
          "secrets",
          "networks",
          "ports",
          "depends_on",
          "healthcheck",
          "mem_limit",
          "restart",
          "extra_hosts");

  private static final Set<String> OF_A_HEALTHCHECK =
      Set.of("test", "interval", "timeout", "retries", "start_period");
  private static final Pattern PINNED =
      Pattern.compile("[a-z/-]+:v?[0-9]+\\.[0-9]+\\.[0-9][a-z0-9_.-]*");
  private static final Pattern PASSWORD =
      Pattern.compile("(?i)(password|secret|token)[a-z_]*: *[^ \\n/$\\[]");

  static List<Path> files() throws IOException {
    return Asked.files(DIRECTORY, ".yml");
  }

  /** Those that stand alone; sql.yml is laid over one of them. */
  static List<Path> whole() throws IOException {
    return files().stream().filter(file -> !file.endsWith("sql.yml")).toList();
  }

  private static Map<String, Object> services(Path file) throws IOException {
    return Yaml.map(Yaml.read(file).get("services"));
  }

  private static List<String> texts(Object list) {
    return list == null ? List.of() : ((List<?>) list).stream().map(String::valueOf).toList();
  }

  /** What stands in a list as a word, or as a map with a source. */
  private static List<String> sources(Object list) {
    List<String> names = new ArrayList<>();
    for (Object each : list == null ? List.of() : (List<?>) list) {
      names.add(each instanceof Map<?, ?> map ? "" + map.get("source") : "" + each);
    }
    return names;
  }

  @Test
  void thereIsOneForEachUse() throws IOException {
    assertThat(files())
        .extracting(file -> "" + file.getFileName())
        .containsExactly("development.yml", "monitoring.yml", "production.yml", "sql.yml");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyKeyIsOneOfTheSpecification(Path file) throws IOException {
    assertThat(TOP).containsAll(Yaml.read(file).keySet());
    services(file)
        .forEach(
            (name, service) -> {
              assertThat(OF_A_SERVICE).as(name).containsAll(Yaml.map(service).keySet());
              assertThat(OF_A_HEALTHCHECK)
                  .as(name)
                  .containsAll(Yaml.map(Yaml.map(service).get("healthcheck")).keySet());
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatAServiceUsesIsDeclaredAndNothingElse(Path file) throws IOException {
    Map<String, Object> compose = Yaml.read(file);
    Set<String> networks = new HashSet<>();
    Set<String> secrets = new HashSet<>();
    Set<String> volumes = new HashSet<>();
    services(file)
        .forEach(
            (name, each) -> {
              Map<String, Object> service = Yaml.map(each);
              networks.addAll(texts(service.get("networks")));
              secrets.addAll(sources(service.get("secrets")));
              texts(service.get("volumes")).stream()
                  .filter(volume -> volume.matches("[a-z-]+:.*"))
                  .forEach(volume -> volumes.add(volume.replaceFirst(":.*", "")));
            });

    assertThat(networks).isEqualTo(Yaml.map(compose.get("networks")).keySet());
    assertThat(secrets).isEqualTo(Yaml.map(compose.get("secrets")).keySet());
    assertThat(volumes).isEqualTo(Yaml.map(compose.get("volumes")).keySet());
    services(file)
        .values()
        .forEach(
            service ->
                assertThat(servicesOf(compose))
                    .containsAll(Yaml.map(Yaml.map(service).get("depends_on")).keySet()));
  }

  private static Set<String> servicesOf(Map<String, Object> compose) {
    return Yaml.map(compose.get("services")).keySet();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileThatIsMountedIsThereAndCannotBeWritten(Path file) throws IOException {
    for (Object each : services(file).values()) {
      for (String volume : texts(Yaml.map(each).get("volumes"))) {
        if (volume.startsWith("..")) {
          String[] parts = volume.split(":");
          boolean isBuilt = parts[0].contains("/target/");
          Path place = DIRECTORY.resolve(parts[0]);
          assertThat(isBuilt || Files.exists(place)).as(volume).isTrue();
          assertThat(parts).as(volume).hasSize(3).endsWith("ro");
          assertThat(parts[1]).as(volume).startsWith("/");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("whole")
  void everyServiceIsPinnedWatchedAndHasFewRights(Path file) throws IOException {
    services(file)
        .forEach(
            (name, each) -> {
              Map<String, Object> service = Yaml.map(each);
              assertThat("" + service.get("image")).matches(PINNED);
              assertThat("" + service.get("user")).as(name).matches("[1-9][0-9]*:[0-9]+");
              assertThat(texts(service.get("cap_drop"))).containsExactly("ALL");
              assertThat(texts(service.get("security_opt")))
                  .containsExactly("no-new-privileges:true");
              assertThat(Yaml.map(service.get("healthcheck")))
                  .as(name)
                  .containsKeys("test", "interval", "timeout", "retries");
              assertThat(service).as(name).containsKeys("networks", "mem_limit");
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void portsAreOpenOnThisMachineAlone(Path file) throws IOException {
    for (Object each : services(file).values()) {
      assertThat(texts(Yaml.map(each).get("ports")))
          .allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void noPasswordStandsInAFile(Path file) throws IOException {
    assertThat(PASSWORD.matcher(Files.readString(file)).results()).isEmpty();
    boolean isForOthersToo = !file.endsWith("development.yml");
    for (Object secret : Yaml.map(Yaml.read(file).get("secrets")).values()) {
      String place = "" + Yaml.map(secret).get("file");
      if (isForOthersToo) {
        assertThat(place).startsWith("./secrets/");
        assertThat(Files.readString(Asked.DOCS.resolve("../.gitignore")))
            .contains("/docs/compose/secrets/");
      } else {
        assertThat(Files.readString(DIRECTORY.resolve(place)).strip()).hasSizeGreaterThan(15);
      }
    }
  }

  @Test
  void aPasswordInAFileWouldBeNoticed() {
    assertThat(PASSWORD.matcher("GF_SECURITY_ADMIN_PASSWORD: admin").find()).isTrue();
    assertThat(PASSWORD.matcher("POSTGRES_PASSWORD: \"x\"").find()).isTrue();
  }

  @Test
  void whatIsToBeLeftRunningLetsNobodyInWithoutALogin() throws IOException {
    for (String name : List.of("production.yml", "monitoring.yml")) {
      Map<String, Object> services = services(DIRECTORY.resolve(name));
      Map<String, Object> grafana = Yaml.map(services.get("grafana"));
      Map<String, Object> environment = Yaml.map(grafana.get("environment"));
      assertThat(environment)
          .containsEntry("GF_AUTH_ANONYMOUS_ENABLED", "false")
          .containsEntry("GF_SECURITY_ADMIN_PASSWORD__FILE", "/run/secrets/grafana-admin-password");
      assertThat(sources(grafana.get("secrets"))).contains("grafana-admin-password");
      assertThat(Yaml.map(services.get("prometheus"))).doesNotContainKey("ports");
      services
          .values()
          .forEach(each -> assertThat(Yaml.map(each)).containsEntry("restart", "unless-stopped"));
    }
  }

  @ParameterizedTest
  @MethodSource("whole")
  void prometheusFindsItsFilesItsTokenAndTheShop(Path file) throws IOException {
    Map<String, Object> services = services(file);
    Map<String, Object> prometheus = Yaml.map(services.get("prometheus"));
    Map<String, Object> config = Yaml.read(Asked.RULES.resolve("prometheus.yml"));
    Map<String, Object> job = Yaml.maps(config.get("scrape_configs")).get(0);
    Object token = Yaml.map(job.get("authorization")).get("credentials_file");
    List<String> volumes = texts(prometheus.get("volumes"));

    assertThat(texts(prometheus.get("command")))
        .contains("--config.file=/etc/prometheus/prometheus.yml");
    for (String needed : texts(config.get("rule_files"))) {
      assertThat(volumes).contains("../prometheus/%1$s:/etc/prometheus/%1$s:ro".formatted(needed));
    }
    assertThat(Yaml.maps(prometheus.get("secrets")))
        .contains(Map.of("source", "scrape-token", "target", token));
    String target = texts(Yaml.maps(job.get("static_configs")).get(0).get("targets")).get(0);
    assertThat(target).isEqualTo("app:8080");
    boolean isThisMachine = texts(prometheus.get("extra_hosts")).contains("app:host-gateway");
    assertThat(services.containsKey("app") || isThisMachine).isTrue();
  }

  @ParameterizedTest
  @MethodSource("whole")
  void theShopOfAComposeFileIsStartedWithArgumentsThatItHas(Path file) throws IOException {
    Map<String, Object> app = Yaml.map(services(file).get("app"));
    List<String> command = texts(app.get("command"));
    int jar = command.indexOf("/opt/shop/quickstart.jar");
    if (app.isEmpty()) {
      return; // the application runs elsewhere
    }
    Arguments arguments =
        Arguments.of(command.subList(jar + 1, command.size()).toArray(new String[0]));

    assertThat(arguments.host().isAnyLocalAddress()).isTrue();
    assertThat(arguments.port()).isEqualTo(8_080);
    assertThat(arguments.tokenFile()).isEqualTo(Path.of("/run/secrets/scrape-token"));
    assertThat(sources(app.get("secrets"))).containsExactly("scrape-token");
    // A probe that is measured would hide that nobody else asks.
    assertThat(texts(Yaml.map(app.get("healthcheck")).get("test")))
        .contains("http://127.0.0.1:8080/health");
    assertThat(texts(app.get("tmpfs")))
        .filteredOn(place -> place.startsWith("/data"))
        .allMatch(place -> place.contains("size="));
  }

  private static void isToldOf(String dashboards, String provider, Path file) throws IOException {
    Map<String, Object> asked =
        Yaml.maps(Yaml.read(PROVISIONING.resolve("dashboards/" + provider)).get("providers"))
            .get(0);
    Object path = Yaml.map(asked.get("options")).get("path");
    Map<String, Object> grafana = Yaml.map(services(file).get("grafana"));

    assertThat(asked).containsEntry("type", "file");
    assertThat(texts(grafana.get("volumes")))
        .contains("../grafana/" + dashboards + ":" + path + ":ro")
        .contains(
            "../grafana/provisioning/dashboards/%1$s:/etc/grafana/provisioning/dashboards/%1$s:ro"
                .formatted(provider));
    assertThat(Asked.files(Asked.DASHBOARDS.resolve(dashboards), ".json")).isNotEmpty();
  }

  @Test
  void grafanaIsToldWhereTheDashboardsAreThatItHasADataSourceFor() throws IOException {
    for (Path file : whole()) {
      isToldOf("prometheus", "tallystick.yml", file);
      assertThat(Files.readString(file)).doesNotContain("grafana/sql", "postgresql.yml");
    }
    isToldOf("sql", "sql.yml", DIRECTORY.resolve("sql.yml"));
  }

  @Test
  void dataSourcesAreOfTheTypesThatDashboardsAskAndGetWhatTheyNeedFromCompose() throws IOException {
    Set<Object> types = new HashSet<>();
    for (Path file : Asked.files(PROVISIONING.resolve("datasources"), ".yml")) {
      Map<String, Object> source = Yaml.maps(Yaml.read(file).get("datasources")).get(0);
      types.add(source.get("type"));
      String text = Files.readString(file).replaceAll("(?m)^ *#.*$", "");
      Path compose = DIRECTORY.resolve(text.contains("TALLYSTICK") ? "sql.yml" : "production.yml");
      Map<String, Object> grafana = Yaml.map(services(compose).get("grafana"));
      assertThat(Yaml.map(grafana.get("environment")).keySet())
          .containsAll(
              Pattern.compile("\\$([A-Z][A-Z_]+)")
                  .matcher(text)
                  .results()
                  .map(r -> r.group(1))
                  .toList());
      assertThat(texts(grafana.get("volumes")))
          .contains(
              "../grafana/provisioning/datasources/%1$s:/etc/grafana/provisioning/datasources/%1$s:ro"
                  .formatted(file.getFileName()));
    }

    assertThat(types).containsExactlyInAnyOrder("prometheus", "grafana-postgresql-datasource");
  }
}
