package io.tallystick.instrument.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** What an application sees of a call, as text that can be compared. */
final class Outcome {
  private Outcome() {}

  /** The value that a call gave, or what it threw. */
  static String of(Callable<?> call) {
    try {
      return show(call.call());
    } catch (Exception thrown) {
      return of(thrown);
    }
  }

  /** What an exception tells, with those that follow it. */
  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.getClass().getName());
    if (!isOfTheMachine(thrown)) {
      text.append(": ").append(thrown.getMessage());
    }
    if (thrown instanceof SQLException sql) {
      text.append(" [").append(sql.getSQLState()).append(' ').append(sql.getErrorCode());
      text.append(sql.getNextException() == null ? "]" : "] " + of(sql.getNextException()));
    }
    if (thrown instanceof BatchUpdateException batch) {
      text.append(Arrays.toString(batch.getUpdateCounts()));
    }
    return text.toString();
  }

  /** The virtual machine throws these, and without a text where compiled code does so often. */
  private static boolean isOfTheMachine(Throwable thrown) {
    return thrown instanceof ArrayIndexOutOfBoundsException
        || thrown instanceof ClassCastException
        || thrown instanceof NullPointerException;
  }

  /** A value with its class; what has a content by its content, what is wrapped by its kind. */
  static String show(Object value) throws SQLException, IOException {
    if (value == null) {
      return "null";
    }
    if (value instanceof Throwable thrown) {
      return of(thrown);
    }
    if (value.getClass().isArray()) {
      return value instanceof byte[] bytes
          ? Arrays.toString(bytes)
          : withoutNumbers(Arrays.deepToString(new Object[] {value}));
    }
    String stream = streamed(value);
    if (stream != null) {
      return stream;
    }
    for (Class<?> kind :
        new Class<?>[] {
          Connection.class,
          Statement.class,
          ResultSet.class,
          DatabaseMetaData.class,
          ResultSetMetaData.class
        }) {
      if (kind.isInstance(value)) {
        return kind.getSimpleName();
      }
    }
    return value.getClass().getName() + " " + (hasText(value) ? value : "");
  }

  /** Large objects of H2 are counted through. */
  private static String withoutNumbers(String text) {
    return text.replaceAll("(clob|blob)[0-9]+", "$1");
  }

  private static boolean hasText(Object value) {
    return value.getClass().getName().startsWith("java.");
  }

  private static String streamed(Object value) throws SQLException, IOException {
    if (value instanceof InputStream stream) {
      return "stream " + Arrays.toString(stream.readAllBytes());
    }
    if (value instanceof Reader reader) {
      StringBuilder text = new StringBuilder("reader ");
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        text.append((char) c);
      }
      return text.toString();
    }
    if (value instanceof Clob clob) {
      return "clob " + clob.getSubString(1, (int) clob.length());
    }
    if (value instanceof Blob blob) {
      return "blob " + Arrays.toString(blob.getBytes(1, (int) blob.length()));
    }
    if (value instanceof SQLXML xml) {
      return "xml " + xml.getString();
    }
    return value instanceof Array array ? "array " + show(array.getArray()) : null;
  }
}
