package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSqlTest {
  @Test
  void aParameterBecomesAQuestionMarkAndANumberStandsInTheText() {
    NamedSql sql = NamedSql.parse("SELECT at / :step FROM t WHERE at >= :from AND at<:to --:no");

    assertThat(sql.parameters()).containsExactly("step", "from", "to");
    assertThat(sql.text(Map.of("step", 60L)))
        .isEqualTo("SELECT at / 60 FROM t WHERE at >= ? AND at<? --:no");
    assertThat(sql.bound(Map.of("step", 60L))).containsExactly("from", "to");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ':from; ?' FROM t",
        "SELECT 'it''s :from' FROM t",
        "SELECT \":from;\" FROM t",
        "SELECT `:from;` FROM t",
        "SELECT 1 -- :from; ?",
        "SELECT 1 /* :from; ? */ FROM t",
        "SELECT $$ :from; $$",
        "SELECT $a$ :from; $b$ $a$",
        "SELECT at::date, x::numeric(3) FROM t",
        "SELECT a[1:2] FROM t",
        "-- first a comment\n WITH x AS (SELECT 1) SELECT * FROM x",
        "(SELECT 1) UNION (SELECT 2)",
        "select deleted, \"update\", updated_at from inserted",
        "SELECT a ?? 'b' FROM t"
      })
  void whatOnlyLooksLikeAParameterStaysAsItIs(String text) {
    NamedSql sql = NamedSql.parse(text);

    assertThat(sql.parameters()).isEmpty();
    assertThat(sql.text(Map.of())).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE FROM t | begins with DELETE",
        "insert into t values (1) | begins with INSERT",
        "WITH x AS (DELETE FROM t RETURNING 1) SELECT * FROM x | holds the word DELETE",
        "SELECT * INTO copy FROM t | holds the word INTO",
        "SELECT nextval(s) | holds the word NEXTVAL",
        "SELECT * FROM t FOR UPDATE | holds the word UPDATE",
        "SELECT 1; DROP TABLE t | semicolon",
        "SELECT 1; | semicolon",
        "SELECT * FROM t WHERE id = ? | question mark",
        "SELECT 'open | never closed",
        "SELECT /* open | never closed",
        "SELECT $x$ open | never closed",
        "SELECT /*! 1 */ 2 | some databases run",
        "SELECT /*M!100 1 */ 2 | some databases run",
        "-- nothing | is empty",
        "; SELECT 1 | begins with ;"
      })
  void whatIsNotOneStatementThatReadsIsRefused(String sql, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedSql.parse(sql))
        .withMessageContaining(reason);
  }
}
