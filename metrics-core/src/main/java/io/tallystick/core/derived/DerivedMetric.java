package io.tallystick.core.derived;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A metric that is made from the application's own tables by SQL.
 *
 * <p>The number of a row is in the column {@code value}, or in the first column of numbers where
 * none is called so; every other column is a tag, whose key is the column's name in small letters.
 * Rows without a number are left out.
 *
 * <p>Immutable; each method that changes something gives another definition. What cannot work
 * throws {@link IllegalArgumentException}, which names the metric, the value and the rule.
 *
 * <pre>{@code
 * DerivedMetric users =
 *     DerivedMetric.gauge("users.total", dataSource, "SELECT count(*) AS value FROM users");
 * DerivedMetric deliveries =
 *     DerivedMetric.counter(
 *         "webhook.stored.count",
 *         dataSource,
 *         "SELECT count(*) AS value, status FROM webhook_delivery"
 *             + " WHERE id > :after AND id <= :through GROUP BY status",
 *         Position.ofIds("SELECT MAX(id) FROM webhook_delivery"));
 * }</pre>
 */
public final class DerivedMetric {
  /** How many rows a gauge may have unless told otherwise. */
  public static final int STANDARD_ROWS = 100;

  private static final int MOST_ROWS = 1_000;
  private static final Set<String> OF_COUNTER = Set.of("after", "through");
  private static final Set<String> OF_SERIES = Set.of("from", "to", "step");

  private final String name;
  private final Kind kind;
  private final DataSource source;
  private final NamedSql sql;
  private final Position position;
  private final Terms terms;

  /** How a derived metric comes to its numbers. */
  public enum Kind {
    /** Asked for again and again; its numbers are those of the moment. */
    GAUGE,
    /** Counts new rows again and again. */
    COUNTER,
    /** Asked for when somebody looks; never stored. */
    SERIES
  }

  private DerivedMetric(
      String name, Kind kind, DataSource source, NamedSql sql, Position position, Terms terms) {
    this.name = name;
    this.kind = kind;
    this.source = source;
    this.sql = sql;
    this.position = position;
    this.terms = terms;
  }

  /**
   * A gauge that is polled; each row is a series. A row that is there no more sets its series to 0.
   *
   * @param sql has no parameters
   */
  public static DerivedMetric gauge(String name, DataSource source, String sql) {
    return define(name, Kind.GAUGE, source, sql, Position.ofTimes(), Set.of());
  }

  /**
   * A counter of the rows behind {@code :after} and up to {@code :through}, each of which is
   * counted once, whatever is restarted and however many instances share the store.
   *
   * @param sql adds up rows; it has both parameters, and compares with {@code >} and {@code <=}
   * @param position the column that both parameters are compared with
   */
  public static DerivedMetric counter(
      String name, DataSource source, String sql, Position position) {
    DerivedMetric metric =
        define(name, Kind.COUNTER, source, sql, requireNonNull(position, "position"), OF_COUNTER);
    Definition.requireParameters(metric.owner(), metric.sql, OF_COUNTER);
    return metric;
  }

  /**
   * A series of numbers over time that is asked for when somebody looks. The time of a row is in
   * the column {@code bucket}, or in the first column where none is called so: a date and time, or
   * a number of seconds or milliseconds since 1970.
   *
   * @param sql has the parameters {@code :from}, inclusive, {@code :to}, exclusive, and may have
   *     {@code :step}, in seconds
   */
  public static DerivedMetric series(String name, DataSource source, String sql) {
    DerivedMetric metric = define(name, Kind.SERIES, source, sql, Position.ofTimes(), OF_SERIES);
    Definition.requireParameters(metric.owner(), metric.sql, Set.of("from", "to"));
    return metric;
  }

  private static DerivedMetric define(
      String name,
      Kind kind,
      DataSource source,
      String sql,
      Position position,
      Set<String> parameters) {
    Definition.checkName(name);
    String owner = owner(name);
    NamedSql parsed = Definition.parse(owner, requireNonNull(sql, "sql"));
    Definition.checkParameters(owner, parsed, parameters);
    return new DerivedMetric(
        name, kind, requireNonNull(source, "source"), parsed, position, Terms.standard());
  }

  private static String owner(String name) {
    return "of the derived metric " + name;
  }

  private String owner() {
    return owner(name);
  }

  /** This metric, polled at another interval than the runtime's collection interval. */
  public DerivedMetric every(Duration interval) {
    refuse(kind == Kind.SERIES, "is asked for when somebody looks: it has no interval");
    Definition.check(name, "interval", interval, Duration.ofSeconds(1), Duration.ofDays(1));
    return with(terms.withInterval(interval));
  }

  /** This metric, whose statements may take so long, 5 seconds unless told otherwise. */
  public DerivedMetric within(Duration timeout) {
    return with(terms.withTimeout(Definition.checkTimeout(name, timeout)));
  }

  /** This metric, of a table that holds times in another form than {@link TimeForm#TIMESTAMP}. */
  public DerivedMetric timesAs(TimeForm form) {
    return with(terms.withForm(requireNonNull(form, "form")));
  }

  /** This gauge with another number of rows at most, up to 1,000; the surplus is left out. */
  public DerivedMetric mostRows(int rows) {
    refuse(kind != Kind.GAUGE, "is no gauge: only a gauge leaves out rows");
    if (rows < 1 || rows > MOST_ROWS) {
      throw new IllegalArgumentException(
          "%s has %d rows at most: choose from 1 to %d.".formatted(name, rows, MOST_ROWS));
    }
    return with(terms.withMostRows(rows));
  }

  /**
   * This counter, where it counts for the first time, with all rows that are there; else it begins
   * with those that are added from then on.
   */
  public DerivedMetric fromTheBeginning() {
    refuse(kind != Kind.COUNTER, "is no counter: only a counter has a beginning");
    return with(terms.beginningWithAll());
  }

  /**
   * This counter, which leaves rows alone for so long, 10 seconds unless told otherwise: an open
   * transaction may still add a row with a smaller id or an earlier time. Give more than the
   * longest transaction that adds rows takes.
   */
  public DerivedMetric settlingFor(Duration time) {
    refuse(kind != Kind.COUNTER, "is no counter: only the rows of a counter settle");
    Definition.check(name, "settling time", time, Duration.ZERO, Duration.ofDays(1));
    return with(terms.withSettling(time));
  }

  /**
   * This counter under another source than that of the instance that counts: for instances with
   * different sources that share a store, whichever of them counts.
   */
  public DerivedMetric source(String value) {
    refuse(kind != Kind.COUNTER || value.isBlank(), "takes no such source: give one to a counter");
    return with(terms.withSource(value));
  }

  /** This gauge or counter with what the runtime is told of it. */
  public DerivedMetric describedBy(MetricDescriptor descriptor) {
    MetricKind described = kind == Kind.COUNTER ? MetricKind.COUNTER : MetricKind.GAUGE;
    refuse(
        !descriptor.name().equals(name) || descriptor.kind() != described,
        "is not what the descriptor " + descriptor + " describes");
    return with(terms.withDescriptor(descriptor));
  }

  private void refuse(boolean isFault, String fault) {
    if (isFault) {
      throw new IllegalArgumentException(
          "The derived %s %s %s.".formatted(kind.name().toLowerCase(Locale.ROOT), name, fault));
    }
  }

  private DerivedMetric with(Terms others) {
    return new DerivedMetric(name, kind, source, sql, position, others);
  }

  /** The metric's name. */
  public String name() {
    return name;
  }

  /** How it comes to its numbers. */
  public Kind kind() {
    return kind;
  }

  /** What the runtime is told of it; empty when nobody said. */
  public Optional<MetricDescriptor> descriptor() {
    return Optional.ofNullable(terms.descriptor());
  }

  Position position() {
    return position;
  }

  Terms terms() {
    return terms;
  }

  /** A statement that finds its numbers. */
  ReadOnlyQuery query(int mostRows) {
    return new ReadOnlyQuery(source, sql, terms.timeout(), mostRows);
  }

  /** A statement that finds the greatest position. */
  ReadOnlyQuery greatestQuery() {
    return new ReadOnlyQuery(source, position.greatest(), terms.timeout(), 1);
  }

  Arguments arguments() {
    return new Arguments(terms.form());
  }

  /** {@code counter webhook.stored.count}, for messages. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + name;
  }
}
