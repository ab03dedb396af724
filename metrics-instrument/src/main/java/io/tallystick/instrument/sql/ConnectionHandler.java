package io.tallystick.instrument.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Gives out statements that are timed. */
final class ConnectionHandler extends TimedHandler<Connection> implements StatementSource {
  private final StatementTimes times;

  /** Volatile: threads may share a connection, and a proxy has fields that are not final. */
  private volatile @Nullable MetaDataHandler metaData;

  /** What was last named as the connection and is another one, so that it stays the same object. */
  private volatile @Nullable Connection another;

  private ConnectionHandler(Connection delegate, StatementTimes times) {
    super(Connection.class, delegate);
    this.times = times;
  }

  /** A wrapper; null for null, and what is timed already as it is: once is enough. */
  static @Nullable Connection wrap(@Nullable Connection delegate, StatementTimes times) {
    return delegate == null || Bare.isOurs(delegate)
        ? delegate
        : new ConnectionHandler(delegate, times).self;
  }

  @Override
  @Nullable Object answer(Method method, @Nullable Object @Nullable [] arguments)
      throws InvocationTargetException, IllegalAccessException, SQLException {
    return switch (method.getName()) {
      case "createStatement" -> wrapperOf((Statement) method.invoke(delegate, arguments));
      case "prepareStatement" ->
          prepared(
              PreparedStatement.class,
              (PreparedStatement) method.invoke(delegate, arguments),
              arguments);
      case "prepareCall" ->
          wrap(
              CallableStatement.class,
              (CallableStatement) method.invoke(delegate, arguments),
              Operation.ofCall(arguments == null ? null : arguments[0]));
      case "getMetaData" -> wrapperOf((DatabaseMetaData) method.invoke(delegate, arguments));
      default -> pass(method, arguments);
    };
  }

  /** What a statement or the meta data name as their connection, wrapped. */
  @Nullable Connection wrapperOf(@Nullable Connection named) {
    if (named == delegate) {
      return self;
    }
    Connection known = another;
    if (known == null || Bare.of(known) != named) {
      known = wrap(named, times);
      another = known;
    }
    return known;
  }

  @Override
  public @Nullable Statement wrapperOf(@Nullable Statement statement) {
    if (statement instanceof CallableStatement call) {
      return wrap(CallableStatement.class, call, Operation.OTHER);
    }
    if (statement instanceof PreparedStatement prepared) {
      return wrap(PreparedStatement.class, prepared, Operation.OTHER);
    }
    return wrap(Statement.class, statement, Operation.OTHER);
  }

  private <S extends Statement> @Nullable S prepared(
      Class<S> type, @Nullable S statement, @Nullable Object @Nullable [] arguments) {
    return wrap(type, statement, Operation.of(arguments == null ? null : arguments[0]));
  }

  private <S extends Statement> @Nullable S wrap(
      Class<S> type, @Nullable S statement, Operation operation) {
    return statement == null || Bare.isOurs(statement)
        ? statement
        : new StatementHandler<>(type, statement, this, times, operation).self;
  }

  private @Nullable DatabaseMetaData wrapperOf(@Nullable DatabaseMetaData answer) {
    if (answer == null) {
      return null;
    }
    MetaDataHandler known = metaData;
    if (known == null || known.delegate != answer) {
      known = new MetaDataHandler(answer, this);
      metaData = known;
    }
    return known.self;
  }
}
