package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import io.tallystick.instrument.sql.TimedDataSource;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void aTimeThatWasTakenElsewhereIsRecorded() {
    DatabaseMetrics.took("client_create", 2_500_000, Result.SUCCESS);

    assertThat(calls.lines())
        .containsExactly(
            "histogram database.query.duration_ms 2.5 {operation=client_create, result=success}");
  }

  @Test
  void aNullIsForRecordingToDrop() {
    DatabaseMetrics.took(null, 2_500_000, null);

    assertThat(calls.lines())
        .containsExactly("histogram database.query.duration_ms 2.5 {operation=null, result=null}");
  }

  @Test
  void whatTheWorkGivesBackPassesUntouched() {
    Object made = new Object();

    assertThat(DatabaseMetrics.<Object, RuntimeException>timed("client_create", () -> made))
        .isSameAs(made);
    assertThat(onlyLine())
        .startsWith("histogram database.query.duration_ms ")
        .endsWith(" {operation=client_create, result=success}");
  }

  @Test
  void whatTheWorkThrowsPassesUntouchedAndOfItsOwnType() {
    SQLException broken = new SQLException("broken");

    assertThatThrownBy(() -> failing(broken)).isSameAs(broken);
    assertThat(onlyLine()).endsWith(" {operation=client_create, result=error}");
  }

  /** Declares what the work throws, and nothing wider: else it would not compile. */
  private static void failing(SQLException failure) throws SQLException {
    DatabaseMetrics.run(
        "client_create",
        () -> {
          throw failure;
        });
  }

  @Test
  void aTimedDataSourceCanBeClosed() throws Exception {
    HikariDataSource pool = new HikariDataSource();
    TimedDataSource timed = DatabaseMetrics.timed(pool);
    assertThat(timed.unwrap(HikariDataSource.class)).isSameAs(pool);
    timed.close();
    assertThat(pool.isClosed()).isTrue();
  }

  @Test
  void withoutARuntimeTheWorkIsDoneAllTheSame() {
    calls.close();

    assertThat(DatabaseMetrics.<String, RuntimeException>timed("client_create", () -> "made"))
        .isEqualTo("made");
    assertThat(calls.lines()).isEmpty();
  }

  private String onlyLine() {
    return assertThat(calls.lines()).hasSize(1).actual().get(0);
  }
}
