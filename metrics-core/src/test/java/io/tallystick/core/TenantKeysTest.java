package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.record.Series;
import io.tallystick.spi.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a runtime as it is shipped keeps of a tenant's id. */
class TenantKeysTest {
  /** Alike to the eye, in another form of Unicode, or of code units that are no characters. */
  private static final List<String> ODD_IDS =
      List.of(
          "acme",
          "ACME",
          "acme ",
          "acme\u0000",
          "a\u00e9",
          "ae\u0301",
          "i\u0131",
          "?",
          "\ufffd",
          "\ud800",
          "\ud801",
          "\udc00",
          "\ud800\udc00",
          "\udc00\ud800",
          "\ud800?",
          "?\ud800",
          "x".repeat(1_000),
          "x".repeat(1_001));

  private static MetricsRuntime runtime() {
    return MetricsRuntime.builder().sources(OptionSources.NONE).installed(false).build();
  }

  private static void record(MetricsRuntime runtime, String id, String name) {
    assertThat(
            runtime
                .metrics()
                .recordUserMetric(id, name, 1, UserMetricKind.COUNT, Tags.empty())
                .isAccepted())
        .isTrue();
  }

  /** The tenants of the series there are, each as often as it has series. */
  private static List<String> tenants(MetricsRuntime runtime) {
    return runtime.snapshot().series().stream()
        .map(LiveSeries::series)
        .map(Series::tenant)
        .filter(Objects::nonNull)
        .toList();
  }

  @Test
  void differentIdsHaveDifferentHashesOf128BitsThatDoNotShowThem() {
    try (MetricsRuntime runtime = runtime()) {
      ODD_IDS.forEach(id -> record(runtime, id, "invoice.sent"));

      assertThat(tenants(runtime))
          .hasSameSizeAs(ODD_IDS)
          .doesNotHaveDuplicates()
          .allMatch(hash -> hash.matches("[0-9a-f]{32,}"))
          .doesNotContainAnyElementsOf(ODD_IDS);
    }
  }

  @Test
  void oneIdHasOneHashInAStoreAndAnotherInTheNext() {
    List<String> hashes = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      try (MetricsRuntime runtime = runtime()) {
        record(runtime, "acme", "invoice.sent");
        record(runtime, new String("acme"), "invoice.paid");

        assertThat(tenants(runtime)).hasSize(2);
        assertThat(tenants(runtime).stream().distinct()).hasSize(1);
        hashes.add(tenants(runtime).get(0));
      }
    }

    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void whoSharesAStoreHasTheSameKey() {
    try (InMemoryBackend store = InMemoryBackend.create()) {
      String hash = TenantKeys.kept(store.control()).of("acme");

      assertThat(TenantKeys.kept(store.control()).of("acme")).isEqualTo(hash);
      assertThat(TenantKeys.random().of("acme")).isNotEqualTo(hash);
    }
  }

  @Test
  void aKeyThatIsDamagedIsNobodysAndStopsNothing() {
    try (InMemoryBackend store = InMemoryBackend.create()) {
      store.control().putNote(new Note("tenant.key", 1, "no key"), 0);

      assertThat(TenantKeys.kept(store.control()).of("acme")).hasSize(32);
    }
  }
}
