package io.tallystick.core.derived;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.spi.TimeRange;
import java.util.function.Supplier;

/** A table that is asked for when somebody looks; for any thread. */
final class TableQuestion {
  private final DerivedTable table;
  private final Asking asking;

  TableQuestion(DerivedTable table, Supplier<Moment> clock) {
    this.table = table;
    this.asking = new Asking(table.name(), table.toString(), table.timeout(), clock);
  }

  DerivedRows ask(TimeRange range, int limit) {
    if (limit < 1 || limit > DerivedTable.MOST_ROWS) {
      throw new IllegalArgumentException(
          "The table %s is asked for %d rows: ask for 1 to %d."
              .formatted(table.name(), limit, DerivedTable.MOST_ROWS));
    }
    TimeForm form = table.form();
    Arguments arguments =
        new Arguments(form)
            .time("from", form.ceiling(range.from()))
            .time("to", form.ceiling(range.to()))
            .write("limit", limit);
    return asking.ask(
        () ->
            table.query(limit).run(arguments, rows -> TableReader.read(rows, table.title(), form)));
  }

  DerivedStatus status() {
    return asking.status();
  }
}
