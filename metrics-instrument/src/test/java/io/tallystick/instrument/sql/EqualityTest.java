package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is equal is so both ways, so that sets and maps can be relied on. */
class EqualityTest {

  @ParameterizedTest
  @EnumSource
  void whatWasEqualStaysEqual(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection one = opened.timed().getConnection();
        Connection other = opened.timed().getConnection();
        Statement statement = one.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      Set<Object> all = new HashSet<>();
      Object[] wrappers = {one, other, statement, rows, one.getMetaData(), opened.timed()};
      for (Object each : wrappers) {
        assertThat(each.equals(each)).isTrue();
        assertThat(each.equals(null)).isFalse();
        assertThat(each.equals("text")).isFalse();
        assertThat(all.add(each)).isTrue();
        assertThat(all).contains(each);
      }
      assertThat(statement.getConnection()).isEqualTo(one).isNotEqualTo(other);
      assertThat(opened.timed()).isEqualTo(TimedDataSource.of(opened.bare()));
      assertThat(opened.timed()).hasToString(opened.bare().toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrapperAndWhatItStandsBeforeAreTwo(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      Object[] wrappers = {connection, statement, rows, connection.getMetaData(), opened.timed()};
      for (Object wrapper : wrappers) {
        Object bare = Bare.of(wrapper);
        assertThat(wrapper.equals(bare)).isFalse();
        assertThat(bare.equals(wrapper)).isFalse();
        assertThat(Set.of(wrapper, bare)).hasSize(2).contains(wrapper, bare);
      }
      Map<DataSource, String> names = new HashMap<>();
      names.put(opened.bare(), "bare");
      assertThat(names).doesNotContainKey(opened.timed());
      names.put(opened.timed(), "timed");
      names.put(TimedDataSource.of(opened.bare()), "the same");
      assertThat(names)
          .hasSize(2)
          .containsEntry(opened.bare(), "bare")
          .containsEntry(opened.timed(), "the same");
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrappersOfTwoKindsAreTwo(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Statement statement = connection.createStatement()) {
      Object[] wrappers = {connection, statement, opened.timed()};
      for (Object one : wrappers) {
        for (Object other : wrappers) {
          assertThat(one.equals(other)).isEqualTo(one == other);
        }
      }
    }
  }
}
