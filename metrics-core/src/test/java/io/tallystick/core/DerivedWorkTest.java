package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.derived.DerivedTable;
import io.tallystick.core.derived.Position;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Derived metrics from the builder to the end of the runtime. */
class DerivedWorkTest {
  private static final TimeRange DAY =
      new TimeRange(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

  private final JdbcDataSource source = new JdbcDataSource();
  private Connection keptOpen;

  @BeforeEach
  void open() throws SQLException {
    source.setURL("jdbc:h2:mem:derivedwork");
    keptOpen = source.getConnection();
    try (Statement statement = keptOpen.createStatement()) {
      statement.execute("CREATE TABLE users (id BIGINT)");
      statement.execute("INSERT INTO users VALUES (1), (2)");
    }
  }

  @AfterEach
  void close() throws SQLException {
    keptOpen.close();
  }

  private RuntimeBuilder builder() {
    return MetricsRuntime.builder()
        .installed(false)
        .storage(InMemoryBackend.create())
        .derived(
            DerivedMetric.gauge("users.total", source, "SELECT count(*) FROM users")
                .every(Duration.ofSeconds(1)),
            DerivedMetric.counter(
                "users.made.count",
                source,
                "SELECT count(*) FROM users WHERE id > :after AND id <= :through",
                Position.ofIds("SELECT MAX(id) FROM users")))
        .derivedTables(DerivedTable.of("users.all", "Users", source, "SELECT id FROM users"));
  }

  @Test
  void aStartedRuntimeAsksForThemAndAClosedOneNoMore() {
    try (MetricsRuntime runtime = builder().build()) {
      runtime.start();
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (System.nanoTime() < deadline
          && runtime.storage().control().notes().isEmpty()
          && runtime.snapshot().series().stream()
              .noneMatch(each -> each.series().name().equals("users.total"))) {
        Thread.onSpinWait();
      }
      assertThat(runtime.derived().table("users.all", DAY, 9).rows()).hasSize(2);
      assertThat(runtime.derived().status()).hasSize(3);
      assertThat(threads()).contains("tallystick-derived");
    }
    assertThat(threads()).doesNotContain("tallystick-derived");
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  @Test
  void aRuntimeThatIsSwitchedOffAsksForNothing() {
    try (MetricsRuntime runtime = builder().enabled(false).build()) {
      runtime.start();
      assertThat(runtime.derived().metrics()).isEmpty();
      assertThat(runtime.derived().tables()).isEmpty();
      assertThat(threads()).doesNotContain("tallystick-derived");
    }
  }

  @Test
  void twoOfOneNameAreRefusedWhenTheRuntimeIsBuilt() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> builder().derived(DerivedMetric.gauge("users.total", source, "SELECT 1")).build())
        .withMessageContaining("users.total");
  }
}
