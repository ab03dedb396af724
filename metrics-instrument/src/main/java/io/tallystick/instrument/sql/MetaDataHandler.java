package io.tallystick.instrument.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Names the wrapper as its connection, so that nobody gets past it by asking. */
final class MetaDataHandler extends TimedHandler<DatabaseMetaData> {
  private final ConnectionHandler connection;

  MetaDataHandler(DatabaseMetaData delegate, ConnectionHandler connection) {
    super(DatabaseMetaData.class, delegate);
    this.connection = connection;
  }

  @Override
  @Nullable Object answer(Method method, @Nullable Object @Nullable [] arguments)
      throws InvocationTargetException, IllegalAccessException, SQLException {
    Object answer = pass(method, arguments);
    if (method.getReturnType() == ResultSet.class && answer instanceof ResultSet rows) {
      return new TimedResultSet(rows, connection);
    }
    if (method.getReturnType() == Connection.class) {
      return connection.wrapperOf((Connection) answer);
    }
    return answer;
  }
}
