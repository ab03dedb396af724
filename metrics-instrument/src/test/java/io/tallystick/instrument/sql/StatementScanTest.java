package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementScanTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 | SELECT",
        "select*from t | SELECT",
        "(SELECT 1) UNION (SELECT 2) | SELECT",
        "((select 1)) | SELECT",
        "VALUES (1) | SELECT",
        "insert into t values (1) | INSERT",
        "InSeRt INTO t SELECT * FROM u | INSERT",
        "REPLACE INTO t VALUES (1) | INSERT",
        "update t set a = 'delete' | UPDATE",
        "DELETE FROM t | DELETE",
        "merge into t using u on a = b | MERGE",
        "{call f(?)} | CALL",
        "{ ? = call f(?) } | CALL",
        "CALL 1 | CALL",
        "exec p | CALL",
        "create table selects (a int) | DDL",
        "ALTER TABLE t ADD b int | DDL",
        "drop table t | DDL",
        "TRUNCATE TABLE t | DDL",
        "explain select 1 | OTHER",
        "commit | OTHER",
        "selects | OTHER",
        "select_1 | OTHER",
        "sel | OTHER",
        "PRAGMA user_version | OTHER",
        "\"select\" 1 | OTHER",
        "-- insert\\n select 1 | SELECT",
        "/* select */ update t set a = 1 | UPDATE",
        "/**/-- x\\n/* y */ delete from t | DELETE",
        "; ; insert into t values (1) | INSERT",
        "TABLE t | SELECT",
        "tables | OTHER",
        "/* a /* b */ delete */ update t set a = 1 | UPDATE",
        "/*/**//**/*/select 1 | SELECT",
        "/* a /* b */ select 1 | OTHER",
        "/* a */ */ select 1 | SELECT",
        "# delete\\n# x\\n select 1 | SELECT",
        "\uFEFFselect 1 | SELECT",
        "\u00A0\u2007\u3000\u2028\u200B\u0085delete\u00A0from t | DELETE",
        "with\u00A0a as (select 1) delete\u00A0from t | DELETE",
        "{call p()} -- x | CALL",
      })
  void theFirstWordSaysWhatAStatementDoes(String sql, Operation operation) {
    assertThat(Operation.of(sql.replace("\\n", "\n"))).isEqualTo(operation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BEGIN p(?); END; | CALL",
        "{? = call p()} | CALL",
        "p | CALL",
        "select f() | SELECT",
        "DELETE FROM t | DELETE",
      })
  void aTextForACallIsACallUnlessItSaysOtherwise(String sql, Operation operation) {
    assertThat(Operation.ofCall(sql)).isEqualTo(operation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WITH a AS (SELECT 1) SELECT * FROM a | SELECT",
        "with recursive a(n) as (select 1 union all select n + 1 from a) select * from a | SELECT",
        "WITH a AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM a | INSERT",
        "WITH a AS (SELECT 1), b (x, y) AS (SELECT 2, (3)) UPDATE t SET c = 1 | UPDATE",
        "WITH a AS (SELECT ')' , \"(\" FROM t) DELETE FROM t | DELETE",
        "WITH a AS (SELECT 1 /* ) select */) /* select */ DELETE FROM t | DELETE",
        "WITH a AS (VALUES (1, ?)) MERGE INTO t USING a ON b | MERGE",
        "WITH merge AS (SELECT 1), update AS (SELECT 2) DELETE FROM t | DELETE",
        "WITH RECURSIVE \"insert\" AS NOT MATERIALIZED (SELECT 1) DELETE FROM t | DELETE",
        "WITH [a)] AS (SELECT 1) UPDATE t SET b = 1 | UPDATE",
        "WITH | SELECT",
        "WITH a AS (SELECT | SELECT",
        "WITH a AS (SELECT 1) TABLE a | SELECT",
        "WITH a AS (SELECT 1 /* ( /* ( */ ( */) DELETE FROM t | DELETE",
        "WITH a AS (SELECT 1)) DELETE FROM t | SELECT",
        "WITH a AS ('unclosed) DELETE FROM t | SELECT",
      })
  void theWordBehindNamedQueriesSaysWhatAStatementDoes(String sql, Operation operation) {
    assertThat(Operation.of(sql)).isEqualTo(operation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        ";",
        "(",
        "--",
        "-- select",
        "/*",
        "/* select 1",
        "/*/ select 1",
        "'",
        "?",
        "ınsert into t",
        "İnsert into t",
        "ſelect 1",
        "ｓｅｌｅｃｔ 1",
        "inſert",
        "1select",
        "é select",
        "\0",
        "select\0",
        "-",
        "/",
        "%#!$",
        "#",
        "# select",
        "/* /* */ select",
        "\uFEFF",
        "sel\u00A0ect 1"
      })
  void textThatSaysNothingIsOther(String sql) {
    assertThat(Operation.of(sql))
        .isEqualTo(sql.equals("select\0") ? Operation.SELECT : Operation.OTHER);
  }

  @Test
  void nothingAtAllIsOther() {
    assertThat(Operation.of(null)).isEqualTo(Operation.OTHER);
    assertThat(Operation.of(1)).isEqualTo(Operation.OTHER);
  }

  @Test
  void theLanguageOfTheMachineDoesNotMatter() {
    assertThat(Locale.getDefault().getLanguage()).isEqualTo("tr");
    assertThat(Operation.of("INSERT INTO t VALUES (1)")).isEqualTo(Operation.INSERT);
    assertThat(Operation.INSERT.tagValue()).isEqualTo("insert");
    assertThat("INSERT".toLowerCase(Locale.getDefault())).isNotEqualTo("insert");
  }

  @Test
  void aLongTextIsNotReadToItsEnd() {
    String filler = "x".repeat(1_000_000);
    for (String sql :
        new String[] {
          "/*" + filler,
          "/*".repeat(500_000),
          "#" + filler,
          "--" + filler,
          " ".repeat(1_000_000),
          "(".repeat(1_000_000),
          filler,
          "WITH a AS (SELECT '" + filler + "') DELETE FROM t",
          "WITH a AS (" + "(".repeat(1_000_000),
          "WITH " + "/**/".repeat(250_000),
        }) {
      Operation expected = sql.startsWith("WITH") ? Operation.SELECT : Operation.OTHER;
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            for (int i = 0; i < 10_000; i++) {
              assertThat(Operation.of(sql) == expected).isTrue();
            }
          });
    }
  }

  @Test
  void theLimitIsWhereItIsSaidToBe() {
    int limit = StatementScan.MAX_CHARS;
    assertThat(limit).isEqualTo(1_024);
    assertThat(Operation.of(" ".repeat(limit - 6) + "DELETE FROM t")).isEqualTo(Operation.DELETE);
    assertThat(Operation.of(" ".repeat(limit - 5) + "DELETE FROM t")).isEqualTo(Operation.OTHER);
  }

  @Test
  void anyTextGivesAnOperation() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {
      "with",
      "select",
      "insert",
      "(",
      ")",
      ",",
      "'",
      "\"",
      "`",
      "[",
      "]",
      "--",
      "\n",
      "/*",
      "*/",
      " ",
      "a",
      "recursive",
      "as",
      "İ",
      "\0",
      "1",
      "?",
      "{",
      "$$"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder sql = new StringBuilder();
      for (int part = random.nextInt(12); part > 0; part--) {
        sql.append(parts[random.nextInt(parts.length)]);
      }
      assertThat(Operation.of(sql.toString())).as("%s, seed %d", sql, seed).isNotNull();
    }
  }
}
