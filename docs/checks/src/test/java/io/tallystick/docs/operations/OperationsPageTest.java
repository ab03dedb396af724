package io.tallystick.docs.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeStatus;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.docs.PageText;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/operations.md watches. */
class OperationsPageTest {
  private static final Pattern OF_PROMETHEUS = Pattern.compile("tallystick_[a-z_]+");

  static boolean isToBeLookedAt(MetricsRuntime runtime) {
    RuntimeStatus status = runtime.status();
    return !status.isWell() || !status.dropped().isEmpty();
  }

  static void await(BooleanSupplier isSo) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("It is not so within a minute.");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Test
  void whatWasLostIsToBeLookedAtAlsoWhenAllIsWellAgain() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .installed(false)
            .flushInterval(Duration.ofMillis(200))
            .storage(InMemoryBackend.create())
            .build()
            .start()) {
      assertThat(isToBeLookedAt(runtime)).isFalse();
      runtime.metrics().histogram("orders.value", Double.NaN);

      assertThat(isToBeLookedAt(runtime)).isTrue();
      assertThat(runtime.status().isWell()).isTrue();
      assertThat(runtime.status().dropped()).containsKey("value_not_finite");
    }
  }

  @Test
  void whatItAlertsOnIsCalledSoInPrometheus() {
    Set<String> known = new TreeSet<>();
    Matcher ofCatalogue = OF_PROMETHEUS.matcher(PageText.of("docs/catalogue.md"));
    while (ofCatalogue.find()) {
      known.add(ofCatalogue.group());
    }
    Set<String> named = new TreeSet<>();
    Matcher ofPage = OF_PROMETHEUS.matcher(PageText.of("docs/operations.md"));
    while (ofPage.find()) {
      named.add(ofPage.group());
    }
    assertThat(named).hasSizeGreaterThan(8);
    assertThat(known).containsAll(named);
    assertThat(Catalogue.builtIn().find("tallystick.dropped.count")).isPresent();
  }

  @Test
  void theHealthOfARuntimeForTestsIsGood() {
    try (MetricsRuntime runtime = TestRuntime.create()) {
      assertThat(isToBeLookedAt(runtime)).isFalse();
    }
  }
}
