package io.tallystick.core.derived;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A table that is made from the application's own tables by SQL when somebody looks, and never
 * stored; such as the sign-ins of late.
 *
 * <p>Immutable; each method that changes something gives another definition. What cannot work
 * throws {@link IllegalArgumentException}, which names the table, the value and the rule.
 *
 * <pre>{@code
 * DerivedTable signIns =
 *     DerivedTable.of(
 *         "signins.recent",
 *         "Recent sign-ins",
 *         dataSource,
 *         "SELECT at, method, succeeded FROM sign_in WHERE at >= :from AND at < :to"
 *             + " ORDER BY at DESC LIMIT :limit");
 * }</pre>
 */
public final class DerivedTable {
  /** How many rows it shows at most, whatever is asked for. */
  public static final int MOST_ROWS = 200;

  private static final Set<String> PARAMETERS = Set.of("from", "to", "limit");

  private final String name;
  private final String title;
  private final DataSource source;
  private final NamedSql sql;
  private final Duration timeout;
  private final TimeForm form;

  private DerivedTable(
      String name, String title, DataSource source, NamedSql sql, Duration timeout, TimeForm form) {
    this.name = name;
    this.title = title;
    this.source = source;
    this.sql = sql;
    this.timeout = timeout;
    this.form = form;
  }

  /**
   * A table.
   *
   * @param name has the form of a metric's name
   * @param title what people read above it, not blank
   * @param sql may have the parameters {@code :from}, inclusive, {@code :to}, exclusive, and {@code
   *     :limit}
   */
  public static DerivedTable of(String name, String title, DataSource source, String sql) {
    Definition.checkName(name);
    if (requireNonNull(title, "title").isBlank()) {
      throw new IllegalArgumentException(
          "The title of the derived table %s is blank: give it a visible character."
              .formatted(name));
    }
    String owner = "of the derived table " + name;
    NamedSql parsed = Definition.parse(owner, requireNonNull(sql, "sql"));
    Definition.checkParameters(owner, parsed, PARAMETERS);
    return new DerivedTable(
        name,
        title,
        requireNonNull(source, "source"),
        parsed,
        Definition.TIMEOUT,
        TimeForm.TIMESTAMP);
  }

  /** This table, whose statement may take so long, 5 seconds unless told otherwise. */
  public DerivedTable within(Duration most) {
    return new DerivedTable(name, title, source, sql, Definition.checkTimeout(name, most), form);
  }

  /** This table, of tables that hold times in another form than {@link TimeForm#TIMESTAMP}. */
  public DerivedTable timesAs(TimeForm value) {
    return new DerivedTable(name, title, source, sql, timeout, requireNonNull(value, "form"));
  }

  /** By what it is asked for. */
  public String name() {
    return name;
  }

  /** What people read above it. */
  public String title() {
    return title;
  }

  Duration timeout() {
    return timeout;
  }

  TimeForm form() {
    return form;
  }

  ReadOnlyQuery query(int rows) {
    return new ReadOnlyQuery(source, sql, timeout, rows);
  }

  /** {@code table signins.recent}, for messages. */
  @Override
  public String toString() {
    return "table " + name;
  }
}
