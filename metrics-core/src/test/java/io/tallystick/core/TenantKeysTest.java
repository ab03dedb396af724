package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.record.Series;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.spi.Note;
import io.tallystick.spi.SecretPlace;
import io.tallystick.spi.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
  void whoeverBeginsAStoreWithAnotherAtTheSameMomentAgreesWithIt() {
    InMemoryBackend backend = InMemoryBackend.create();
    SecretNotes notes = new SecretNotes(backend.control());
    List<TenantKeys> first = new ArrayList<>();
    SecretPlace overtaken =
        new SecretPlace() {
          @Override
          public Optional<String> find(String name) {
            Optional<String> found = notes.find(name);
            if (first.isEmpty()) { // the other one does all of it behind this look
              first.add(TenantKeys.kept(new Secret(""), backend));
            }
            return found;
          }

          @Override
          public String keep(String name, String secret) {
            return notes.keep(name, secret);
          }
        };
    TenantKeys second =
        TenantKeys.kept(
            new Secret(""),
            new ForwardingBackend(backend) {
              @Override
              public Optional<SecretPlace> secrets() {
                return Optional.of(overtaken);
              }
            });

    assertThat(second.hash("acme")).isEqualTo(first.get(0).hash("acme"));
    backend.close();
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

  private static final Secret NONE = new Secret("");
  private static final Secret FIRST = new Secret("first-secret-of-32-characters-or-more");
  private static final Secret SECOND = new Secret("other-secret-of-32-characters-or-more");

  @Test
  void whoSharesAStoreHasTheSameKey() {
    try (InMemoryBackend store = InMemoryBackend.create()) {
      String hash = TenantKeys.kept(NONE, store).hash("acme");

      assertThat(TenantKeys.kept(NONE, store).hash("acme")).isEqualTo(hash);
      assertThat(TenantKeys.of(NONE).hash("acme")).isNotEqualTo(hash);
    }
  }

  @Test
  void aConfiguredKeyIsTheSameInEveryStoreAndIsKeptInNone() {
    try (InMemoryBackend store = InMemoryBackend.create();
        InMemoryBackend other = InMemoryBackend.create()) {
      String hash = TenantKeys.kept(FIRST, store).hash("acme");

      assertThat(TenantKeys.kept(FIRST, other).hash("acme")).isEqualTo(hash);
      assertThat(TenantKeys.kept(SECOND, InMemoryBackend.create()).hash("acme")).isNotEqualTo(hash);
      assertThat(store.control().note("tenant.key")).isEmpty();
    }
  }

  @Test
  void anotherKeyThanTheStoresIsRefusedWithWhatToDoAndNeitherIsShown() {
    try (InMemoryBackend store = InMemoryBackend.create()) {
      TenantKeys.kept(FIRST, store);

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> TenantKeys.kept(SECOND, store))
          .satisfies(failure -> assertThat(failure.canRetry()).isFalse())
          .withMessageContaining("configure that key as tallystick.tenant.key")
          .withMessageNotContaining(FIRST.text())
          .withMessageNotContaining(SECOND.text());
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> TenantKeys.kept(NONE, store));
    }
  }

  @Test
  void aRuntimeWithAnotherKeyThanTheStoresDoesNotStart() {
    try (InMemoryBackend store = InMemoryBackend.create()) {
      TenantKeys.kept(FIRST, store);
      MetricsRuntime other =
          MetricsRuntime.builder()
              .sources(OptionSources.NONE)
              .installed(false)
              .storage(store)
              .tenantKey(SECOND.text())
              .build();

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(other::start)
          .withMessageContaining("begun with the key of");
    }
  }

  @Test
  void aKeyIsNeverShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MetricsRuntime.builder()
                    .sources(OptionSources.NONE)
                    .tenantKey("too-short-a-secret")
                    .build())
        .withMessageContaining("tenantKey")
        .withMessageNotContaining("too-short-a-secret");
    assertThat(FIRST).hasToString("(not shown)");
  }

  @Test
  void aKeyThatIsDamagedIsSaidAndNeverReplaced() {
    try (InMemoryBackend store = InMemoryBackend.create()) {
      store.control().putNote(new Note("tenant.key", 1, "damaged"), 0);

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> TenantKeys.kept(NONE, store))
          .withMessageContaining("tenant.key")
          .withMessageNotContaining("damaged")
          .withMessageContaining("configure that key");
      assertThat(store.control().note("tenant.key").orElseThrow().text()).isEqualTo("damaged");
    }
  }

  @Test
  void aKeyThatIsLostIsNotReplacedEither() {
    try (InMemoryBackend store = InMemoryBackend.create()) {
      TenantKeys.kept(FIRST, store);

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> TenantKeys.kept(NONE, store))
          .withMessageContaining("missing");
      assertThat(store.control().note("tenant.key")).isEmpty();
    }
  }

  @Test
  void aKeyThatWasMadeCanBeConfiguredElsewhere() {
    try (InMemoryBackend store = InMemoryBackend.create();
        InMemoryBackend copy = InMemoryBackend.create()) {
      String hash = TenantKeys.kept(NONE, store).hash("acme");
      Secret made = new Secret(store.control().note("tenant.key").orElseThrow().text());

      assertThat(TenantKeys.kept(made, copy).hash("acme")).isEqualTo(hash);
    }
  }
}
