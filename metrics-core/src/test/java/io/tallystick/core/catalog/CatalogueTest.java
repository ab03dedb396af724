package io.tallystick.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Unit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.SeriesGuard;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private final Catalogue catalogue = Catalogue.builtIn();

  @Test
  void isReadOnceAndShared() {
    assertThat(Catalogue.builtIn()).isSameAs(catalogue);
  }

  @Test
  void sectionsComeInTheOrderOfTheFile() {
    assertThat(catalogue.sections())
        .extracting(CatalogueSection::title)
        .containsExactly(
            "Authentication and sessions",
            "OAuth2 / OIDC",
            "Authorization",
            "Pipelines and script engines",
            "Webhooks, queues, e-mail",
            "Keys",
            "Administration and security",
            "HTTP",
            "Databases, caches, brokers",
            "Executors and rate limiters",
            "Application and JVM",
            "Tallystick about itself");
    assertThat(catalogue.sections()).noneMatch(section -> section.entries().isEmpty());
  }

  @Test
  void descriptorsComeInTheOrderOfTheSections() {
    assertThat(catalogue.descriptors())
        .containsExactlyElementsOf(entries().map(CatalogueEntry::descriptor).toList())
        .startsWith(catalogue.find("auth.login.attempt").orElseThrow())
        .endsWith(catalogue.find("tallystick.alert.delivery.count").orElseThrow());
  }

  @Test
  void everyDescriptorIsFoundByItsName() {
    assertThat(catalogue.descriptors())
        .isNotEmpty()
        .allSatisfy(metric -> assertThat(catalogue.find(metric.name())).containsSame(metric));
  }

  @ParameterizedTest
  @CsvSource({
    "authz.check.duration, authz.check.duration_ms",
    "authz.policy.duration, authz.policy.duration_ms",
    "authz.model.load_duration, authz.model.load_duration_ms",
    "pipeline.exec.duration, pipeline.exec.duration_ms",
    "pipeline.node.overhead, pipeline.node.overhead_ms",
    "apikey.resolve.duration, apikey.resolve.duration_ms",
    "http.request.duration, http.request.duration_ms",
  })
  void aliasFindsTheSameDescriptor(String alias, String name) {
    assertThat(catalogue.find(alias)).containsSame(catalogue.find(name).orElseThrow());
  }

  @Test
  void anUnknownNameFindsNothing() {
    assertThat(catalogue.find("shop.open.count")).isEmpty();
    assertThat(catalogue.find("")).isEmpty();
  }

  @Test
  void noNameOrAliasIsUsedTwice() {
    assertThat(catalogue.descriptors().stream().flatMap(CatalogueTest::names))
        .doesNotHaveDuplicates();
  }

  @Test
  void noTwoMetricsShareALineForPrometheus() {
    assertThat(catalogue.descriptors().stream().flatMap(CatalogueTest::exposedNames))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "auth.request.count, auth_requests_total",
    "auth.token.refresh.count, auth_token_refreshes_total",
    "user.registration.count, user_registrations_total",
    "auth.failure.count, auth_failures_total",
    "token.issued.count, tokens_issued_total",
    "token.revoked.count, tokens_revoked_total",
    "workflow.execution.count, workflow_executions_total",
    "workflow.duration_ms, workflow_duration_seconds",
    "workflow.failure.count, workflow_failures_total",
    "struggle.detection.count, struggle_detections_total",
    "lesson.recommendation.count, lesson_recommendations_generated_total",
    "audit.execution.count, audit_executions_total",
    "audit.violation.count, audit_violations_by_type_total",
    "rate_limit.hit.count, rate_limit_hits_total",
    "rate_limit.request.count, rate_limit_requests_total",
    "http.request.count, http_requests_total",
    "http.request.duration_ms, http_request_duration_seconds",
    "database.query.duration_ms, database_query_duration_seconds",
    "redis.connection.error.count, redis_connection_errors_total",
    "apikey.groups.count, apikey_groups",
    "struggle.workflow.error_count, struggle_workflow_errors",
    "http.request.size_bytes, http_request_size_bytes",
    "app.uptime_ms, app_uptime_seconds",
  })
  void otherToolsFindTheNamesThatTheyExpect(String name, String expositionName) {
    assertThat(catalogue.find(name).orElseThrow().expositionName()).isEqualTo(expositionName);
  }

  @Test
  void onlyTheseKindsDepartFromTheirSuffix() {
    assertThat(catalogue.descriptors())
        .filteredOn(
            metric ->
                MetricKind.bySuffix(metric.name())
                    .filter(kind -> kind != metric.kind())
                    .isPresent())
        .extracting(metric -> metric.kind() + " " + metric.name())
        .containsExactlyInAnyOrder(
            "HISTOGRAM apikey.groups.count",
            "GAUGE app.startup.duration_ms",
            "GAUGE tallystick.store.size_bytes");
  }

  @Test
  void onlyTheseUnitsDepartFromTheirSuffix() {
    assertThat(catalogue.descriptors())
        .filteredOn(metric -> metric.unit() != Unit.bySuffix(metric.name()))
        .extracting(metric -> metric.unit() + " " + metric.name())
        .containsExactlyInAnyOrder(
            "RATIO process.cpu.usage", "RATIO system.cpu.usage", "BYTES http.client.bytes.count");
  }

  @Test
  void everyMetricTellsSomethingOfItsOwn() {
    assertThat(catalogue.descriptors())
        .extracting(MetricDescriptor::description)
        .doesNotHaveDuplicates()
        .allSatisfy(sentence -> assertThat(sentence).contains(" ").doesNotEndWith("."));
  }

  @Test
  void theGuardLeavesEveryTagAsItIs() {
    SeriesGuard guard = SeriesGuard.forSystem(GuardLimits.standard());

    assertThat(catalogue.descriptors())
        .allSatisfy(
            metric -> {
              GuardedSeries series = guard.admit(metric.name(), metric.tags(), pairs(metric));
              assertThat(series.decision().isAccepted()).isTrue();
              assertThat(series.hits()).isEmpty();
              assertThat(series.tags()).containsExactly(pairs(metric));
            });
  }

  @Test
  void theGuardLeavesEveryDocumentedValueAsItIs() {
    SeriesGuard guard = SeriesGuard.forSystem(GuardLimits.standard());

    assertThat(tags().filter(tag -> !tag.values().isEmpty()))
        .isNotEmpty()
        .allSatisfy(
            tag ->
                assertThat(tag.values())
                    .allSatisfy(
                        value ->
                            assertThat(guard.admit("a.b", null, tag.key(), value).tags())
                                .containsExactly(tag.key(), value)));
  }

  @Test
  void anEntryAndItsDescriptorHaveTheSameTags() {
    assertThat(entries())
        .allSatisfy(
            entry -> {
              MetricDescriptor metric = entry.descriptor();
              assertThat(entry.tags().stream().map(CatalogueTag::key))
                  .containsExactlyInAnyOrderElementsOf(metric.tags());
              assertThat(entry.tags())
                  .allSatisfy(tag -> assertThat(metric.label(tag.key())).isEqualTo(tag.label()));
            });
  }

  @Test
  void clientsAreAlwaysHashedAndExposedAsClientId() {
    assertThat(tags().filter(tag -> tag.key().equals("client")))
        .isNotEmpty()
        .allMatch(tag -> tag.hashed() && tag.label().equals("client_id"));
  }

  @Test
  void routesAreAlwaysExposedAsEndpoints() {
    assertThat(tags().filter(tag -> tag.key().equals("route_id")))
        .isNotEmpty()
        .allMatch(tag -> tag.label().equals("endpoint"));
  }

  @Test
  void theStatusCodeIsOptionalWhereverARouteHasAStatusClass() {
    assertThat(entries())
        .filteredOn(entry -> entry.descriptor().tags().contains("status_class"))
        .filteredOn(entry -> entry.descriptor().tags().contains("route_id"))
        .hasSize(3)
        .allSatisfy(
            entry ->
                assertThat(entry.tags())
                    .anyMatch(tag -> tag.key().equals("status_code") && tag.optional()));
  }

  @Test
  void fixedValuesAreKnownBeforehand() {
    assertThat(tag("auth.login.attempt", "status").values()).containsExactly("success", "fail");
    assertThat(tag("auth.login.attempt", "status").fixed()).isTrue();
    assertThat(tag("workflow.duration_ms", "workflow_type").values())
        .containsExactly("struggle", "audit");
    assertThat(tag("workflow.duration_ms", "workflow_type").fixed()).isFalse();
  }

  private Stream<CatalogueEntry> entries() {
    return catalogue.sections().stream().flatMap(section -> section.entries().stream());
  }

  private Stream<CatalogueTag> tags() {
    return entries().flatMap(entry -> entry.tags().stream());
  }

  private CatalogueTag tag(String name, String key) {
    return entries()
        .filter(entry -> entry.descriptor().name().equals(name))
        .flatMap(entry -> entry.tags().stream())
        .filter(tag -> tag.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> names(MetricDescriptor metric) {
    return Stream.concat(Stream.of(metric.name()), metric.aliases().stream());
  }

  /** What a metric may write at the start of a line, a histogram's parts included. */
  private static Stream<String> exposedNames(MetricDescriptor metric) {
    String name = metric.expositionName();
    return metric.kind() == MetricKind.HISTOGRAM
        ? Stream.of(name, name + "_bucket", name + "_sum", name + "_count", name + "_created")
        : Stream.of(name);
  }

  private static String[] pairs(MetricDescriptor metric) {
    return metric.tags().stream().flatMap(key -> Stream.of(key, "x")).toArray(String[]::new);
  }
}
