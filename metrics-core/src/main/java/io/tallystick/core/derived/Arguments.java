package io.tallystick.core.derived;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the parameters of a statement stand for; for one thread. */
final class Arguments {
  private final TimeForm form;
  private final Map<String, Long> written = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<String, Instant> times = new HashMap<>();

  Arguments(TimeForm form) {
    this.form = form;
  }

  /**
   * A number that stands in the text itself, because PostgreSQL takes two question marks for
   * different things and so would not find the group of a row.
   */
  Arguments write(String name, long number) {
    written.put(name, number);
    return this;
  }

  Arguments number(String name, long number) {
    numbers.put(name, number);
    return this;
  }

  Arguments time(String name, Instant time) {
    times.put(name, time);
    return this;
  }

  String text(NamedSql sql) {
    return sql.text(written);
  }

  void bind(PreparedStatement statement, NamedSql sql) throws SQLException {
    List<String> names = sql.bound(written);
    for (int i = 0; i < names.size(); i++) {
      Instant time = times.get(names.get(i));
      Long number = numbers.get(names.get(i));
      if (time != null) {
        form.bind(statement, i + 1, time);
      } else if (number != null) {
        statement.setLong(i + 1, number);
      }
    }
  }
}
