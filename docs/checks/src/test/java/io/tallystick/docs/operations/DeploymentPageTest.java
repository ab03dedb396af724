package io.tallystick.docs.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.Question;
import io.tallystick.docs.OwnFiles;
import io.tallystick.docs.PageText;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.JdbcStore;
import io.tallystick.store.jdbc.servers.PostgresServer;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/deployment-guide.md says of instances, rights and memory. */
class DeploymentPageTest {
  private static final double MB = 1 << 20;

  private static MetricsRuntime on(StorageBackend store) {
    return MetricsRuntime.builder()
        .source("service:shop")
        .installed(false)
        .flushInterval(Duration.ofMillis(200))
        .storage(store)
        .build();
  }

  private static double total(MetricsRuntime runtime) {
    return runtime
        .reader()
        .aggregate(Question.about("orders.count").period(Period.DAY).fresh())
        .count();
  }

  @Test
  void storesOpenWithoutAskingAnybody() throws IOException {
    OwnFiles.remove("data");
    String user = "tallystick";
    String password = "secret";
    StorageBackend store =
        JdbcStore.open(
            "jdbc:postgresql://db.example/metrics?currentSchema=tallystick", user, password);
    store.close();
    SqliteStore.open("data/metrics.db").close();
    assertThat(Path.of("data")).doesNotExist();
  }

  @Test
  void instancesHaveOneKeyAndOneSum() {
    PostgresServer server = PostgresServer.shared();
    String url = server.freshSchema();
    StorageBackend ofFirst = JdbcStore.open(url, server.user(), server.password());
    StorageBackend ofSecond = JdbcStore.open(url, server.user(), server.password());
    try (MetricsRuntime first = on(ofFirst).start();
        MetricsRuntime second = on(ofSecond).start()) {
      first.metrics().count("orders.count", 3);
      second.metrics().count("orders.count", 4);

      assertThat(second.keyedHash().apply("acme")).isEqualTo(first.keyedHash().apply("acme"));
      OperationsPageTest.await(() -> total(first) == 7 && total(second) == 7);
    }
  }

  @Test
  void aRoleThatMayMakeTablesInASchemaIsEnough() {
    PostgresServer server = PostgresServer.shared();
    server.execute(
        "CREATE ROLE maker LOGIN PASSWORD 'maker'",
        "CREATE SCHEMA made",
        "GRANT USAGE, CREATE ON SCHEMA made TO maker");
    try (MetricsRuntime runtime =
        on(JdbcStore.open(server.url("made"), "maker", "maker")).start()) {
      runtime.metrics().count("orders.count", 2);
      OperationsPageTest.await(() -> runtime.flushStatus().lastConfirmed() != null);
      assertThat(runtime.status().isWell()).isTrue();
    }
  }

  /** What a virtual machine with a small heap says. */
  public static final class Budgets {
    private Budgets() {}

    /** Prints the row of the page. */
    public static void main(String[] arguments) {
      try (MetricsRuntime runtime = MetricsRuntime.builder().installed(false).build()) {
        var memory = runtime.status().state().memory();
        System.out.print(
            "| %s | %s | %s |"
                .formatted(
                    megabytes(memory.get("cells").givenBytes()),
                    megabytes(memory.get("histograms").givenBytes()),
                    megabytes(memory.get("backlog").givenBytes())));
      }
    }

    private static String megabytes(long bytes) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / MB).replace(".0 ", " ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"64", "512"})
  void budgetsGoByTheHeap(String heapMegabytes) throws IOException, InterruptedException {
    Path out = Files.createTempFile("budgets", ".txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseG1GC", // a collector of one generation would give less of the heap
                    "-Xmx%sm".formatted(heapMegabytes),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Budgets.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean isOver = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(isOver).as(Files.readString(out)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    String row = Files.readString(out).lines().reduce("", (before, line) -> line);
    assertThat(PageText.of("docs/deployment-guide.md"))
        .contains("| %s MB %s".formatted(heapMegabytes, row));
    Files.delete(out);
  }
}
