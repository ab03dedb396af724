package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of a connection that is lent again and again. */
class PreparedAgainTest {
  private final PreparedAgain prepared = new PreparedAgain();
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void aStatementIsThereWhenTheConnectionIsLentAgain() throws SQLException {
    PreparedStatement first = prepared.of(connection).statement("SELECT 1");
    assertThat(prepared.of(connection).statement("SELECT 1")).isSameAs(first);
  }

  @Test
  void afterAFailureEverythingIsPreparedAnew() throws SQLException {
    Prepared there = prepared.of(connection);
    PreparedStatement first = there.statement("SELECT 1");
    prepared.forget(there);
    assertThat(prepared.of(connection).statement("SELECT 1")).isNotSameAs(first);
  }

  @Test
  void manyTextsAreNotKept() throws SQLException {
    PreparedStatement first = prepared.of(connection).statement("SELECT 0");
    for (int i = 1; i <= 64; i++) {
      prepared.of(connection).statement("SELECT " + i);
    }
    assertThat(prepared.of(connection).statement("SELECT 0")).isNotSameAs(first);
    assertThat(first.isClosed()).isTrue();
  }

  @Test
  void anotherConnectionHasStatementsOfItsOwn() throws SQLException {
    PreparedStatement first = prepared.of(connection).statement("SELECT 1");
    connection.close();
    open();
    PreparedStatement second = prepared.of(connection).statement("SELECT 1");
    assertThat(second).isNotSameAs(first);
    assertThat(second.getConnection()).isSameAs(connection);
  }
}
