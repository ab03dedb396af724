package io.tallystick.instrument.sql;

import io.tallystick.Result;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Times what a statement executes.
 *
 * <p>Its fields are for the thread that uses the statement; another one may cancel or close it,
 * which touches none of them.
 *
 * @param <S> the kind of statement
 */
final class StatementHandler<S extends Statement> extends TimedHandler<S>
    implements StatementSource {
  private final ConnectionHandler connection;
  private final StatementTimes times;

  /** Of the text that it was prepared with. */
  private final Operation operation;

  /** Of the texts in the batch; null while there are none. */
  private @Nullable Operation batch;

  private @Nullable TimedResultSet rows;
  private @Nullable TimedResultSet keys;

  StatementHandler(
      Class<S> type,
      S delegate,
      ConnectionHandler connection,
      StatementTimes times,
      Operation operation) {
    super(type, delegate);
    this.connection = connection;
    this.times = times;
    this.operation = operation;
  }

  @Override
  @Nullable Object answer(Method method, @Nullable Object @Nullable [] arguments)
      throws InvocationTargetException, IllegalAccessException, SQLException {
    return switch (method.getName()) {
      case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" ->
          timed(method, arguments, operationOf(arguments));
      case "executeBatch", "executeLargeBatch" -> timed(method, arguments, takeBatch());
      case "addBatch" -> addBatch(method, arguments);
      case "clearBatch" -> {
        batch = null;
        yield method.invoke(delegate, arguments);
      }
      case "getResultSet" -> rows((ResultSet) method.invoke(delegate, arguments));
      case "getGeneratedKeys" -> keys((ResultSet) method.invoke(delegate, arguments));
      case "getConnection" -> connection.wrapperOf((Connection) method.invoke(delegate, arguments));
      case "unwrap" -> pass(method, arguments);
      default -> {
        Object answer = pass(method, arguments);
        yield answer instanceof ResultSet
            ? TimedResultSet.ofValue(answer, typeIn(arguments), this)
            : answer;
      }
    };
  }

  /** What kind of value is asked for, where the last argument says that. */
  private static @Nullable Class<?> typeIn(@Nullable Object @Nullable [] arguments) {
    return arguments != null
            && arguments.length > 1
            && arguments[arguments.length - 1] instanceof Class<?> type
        ? type
        : null;
  }

  @Override
  public @Nullable Statement wrapperOf(@Nullable Statement named) {
    return named == delegate ? self : connection.wrapperOf(named);
  }

  private @Nullable Object timed(
      Method method, @Nullable Object @Nullable [] arguments, Operation executed)
      throws InvocationTargetException, IllegalAccessException {
    Result result = Result.ERROR;
    Object answer;
    keys = null; // those to come are others, and these need not be kept until then
    long start = System.nanoTime();
    try {
      answer = method.invoke(delegate, arguments);
      result = Result.SUCCESS;
    } finally {
      times.record(executed, result, System.nanoTime() - start);
    }
    return answer instanceof ResultSet opened ? rows(opened) : answer;
  }

  private Operation operationOf(@Nullable Object @Nullable [] arguments) {
    return arguments == null ? operation : Operation.of(arguments[0]);
  }

  private Operation takeBatch() {
    Operation taken = batch;
    batch = null;
    return taken == null ? operation : taken;
  }

  private @Nullable Object addBatch(Method method, @Nullable Object @Nullable [] arguments)
      throws InvocationTargetException, IllegalAccessException {
    Object answer = method.invoke(delegate, arguments);
    Operation added = operationOf(arguments);
    batch = batch == null || batch == added ? added : Operation.OTHER;
    return answer;
  }

  private @Nullable ResultSet rows(@Nullable ResultSet answer) {
    rows = wrapperOf(answer, rows);
    return rows;
  }

  private @Nullable ResultSet keys(@Nullable ResultSet answer) {
    keys = wrapperOf(answer, keys);
    return keys;
  }

  /** The same wrapper again for the same rows. */
  private @Nullable TimedResultSet wrapperOf(
      @Nullable ResultSet answer, @Nullable TimedResultSet known) {
    if (answer == null) {
      return null;
    }
    return known != null && known.rows == answer ? known : new TimedResultSet(answer, this);
  }
}
