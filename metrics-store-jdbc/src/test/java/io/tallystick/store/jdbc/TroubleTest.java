package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.util.Throwables.getStackTrace;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {
  @ParameterizedTest
  @CsvSource({
    "22001, VALUE, false",
    "23505, VALUE, false",
    "08006, CONNECTION, true",
    "08001, CONNECTION, true",
    "57P03, CONNECTION, true",
    "53300, CROWD, true",
    "40001, OTHER, true",
    "42P01, OTHER, true",
    ", OTHER, true"
  })
  void aStateSaysWhetherARetryHelps(String state, Trouble trouble, boolean canRetry) {
    SQLException failure = new SQLException("x", state);

    assertThat(Trouble.byState(failure)).isEqualTo(trouble);
    assertThat(trouble.failure("write", failure).canRetry()).isEqualTo(canRetry);
  }

  @ParameterizedTest
  @CsvSource({
    "'no jdbc:x://u:hunter2@db/m?a=b found', 'no jdbc:… found'",
    "'bad password=hunter2;x', 'bad password=…;x'",
    "'bad sslPassword=hunter2 here', 'bad sslPassword=… here'",
    "'first\n  second', 'first second'",
    "'password authentication failed for u', 'password authentication failed for u'",
    ", 'null'"
  })
  void whatADriverSaysGoesOnInOneLineWithoutSecrets(String said, String passedOn) {
    assertThat(Trouble.OTHER.failure("write", new SQLException(said)))
        .hasMessage(
            "Could not write: the database does not do what it was asked (%s): it is tried again.",
            passedOn);
  }

  @Test
  void whatALogPrintsOfTheCausesIsWithoutSecretsToo() {
    Throwable reason = new IllegalStateException("refused with password=hunter2");
    SQLException failure = new SQLException("no jdbc:x://u:hunter2@db", "08001", 17, reason);

    assertThat(Trouble.CONNECTION.failure("write", failure))
        .hasStackTraceContaining("SQLException: no jdbc:…")
        .hasStackTraceContaining("IllegalStateException: refused with password=…")
        .satisfies(told -> assertThat(getStackTrace(told)).doesNotContain("hunter2"))
        .cause()
        .isInstanceOfSatisfying(
            SQLException.class,
            cause -> {
              assertThat(cause.getSQLState()).isEqualTo("08001");
              assertThat(cause.getErrorCode()).isEqualTo(17);
            });
  }
}
