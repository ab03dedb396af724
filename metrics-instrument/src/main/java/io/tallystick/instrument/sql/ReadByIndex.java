package io.tallystick.instrument.sql;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes on the reads of a column by its number. */
abstract class ReadByIndex implements ResultSet {
  final ResultSet rows;

  ReadByIndex(ResultSet rows) {
    this.rows = rows;
  }

  /** A value that was read, wrapped where it is rows itself and the type asked for allows it. */
  abstract @Nullable Object value(@Nullable Object read, @Nullable Class<?> type);

  @Override
  public @Nullable Array getArray(int columnIndex) throws SQLException {
    return rows.getArray(columnIndex);
  }

  @Override
  public @Nullable InputStream getAsciiStream(int columnIndex) throws SQLException {
    return rows.getAsciiStream(columnIndex);
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int columnIndex) throws SQLException {
    return rows.getBigDecimal(columnIndex);
  }

  @Deprecated
  @Override
  public @Nullable BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
    return rows.getBigDecimal(columnIndex, scale);
  }

  @Override
  public @Nullable InputStream getBinaryStream(int columnIndex) throws SQLException {
    return rows.getBinaryStream(columnIndex);
  }

  @Override
  public @Nullable Blob getBlob(int columnIndex) throws SQLException {
    return rows.getBlob(columnIndex);
  }

  @Override
  public boolean getBoolean(int columnIndex) throws SQLException {
    return rows.getBoolean(columnIndex);
  }

  @Override
  public byte getByte(int columnIndex) throws SQLException {
    return rows.getByte(columnIndex);
  }

  @Override
  public byte @Nullable [] getBytes(int columnIndex) throws SQLException {
    return rows.getBytes(columnIndex);
  }

  @Override
  public @Nullable Reader getCharacterStream(int columnIndex) throws SQLException {
    return rows.getCharacterStream(columnIndex);
  }

  @Override
  public @Nullable Clob getClob(int columnIndex) throws SQLException {
    return rows.getClob(columnIndex);
  }

  @Override
  public @Nullable Date getDate(int columnIndex) throws SQLException {
    return rows.getDate(columnIndex);
  }

  @Override
  public @Nullable Date getDate(int columnIndex, Calendar calendar) throws SQLException {
    return rows.getDate(columnIndex, calendar);
  }

  @Override
  public double getDouble(int columnIndex) throws SQLException {
    return rows.getDouble(columnIndex);
  }

  @Override
  public float getFloat(int columnIndex) throws SQLException {
    return rows.getFloat(columnIndex);
  }

  @Override
  public int getInt(int columnIndex) throws SQLException {
    return rows.getInt(columnIndex);
  }

  @Override
  public long getLong(int columnIndex) throws SQLException {
    return rows.getLong(columnIndex);
  }

  @Override
  public @Nullable Reader getNCharacterStream(int columnIndex) throws SQLException {
    return rows.getNCharacterStream(columnIndex);
  }

  @Override
  public @Nullable NClob getNClob(int columnIndex) throws SQLException {
    return rows.getNClob(columnIndex);
  }

  @Override
  public @Nullable String getNString(int columnIndex) throws SQLException {
    return rows.getNString(columnIndex);
  }

  @Override
  public @Nullable Object getObject(int columnIndex) throws SQLException {
    return value(rows.getObject(columnIndex), null);
  }

  @Override
  @SuppressWarnings("unchecked") // rows are wrapped only where the type allows it
  public <T> @Nullable T getObject(int columnIndex, Class<T> type) throws SQLException {
    return (T) value(rows.getObject(columnIndex, type), type);
  }

  @Override
  public @Nullable Object getObject(int columnIndex, Map<String, Class<?>> types)
      throws SQLException {
    return value(rows.getObject(columnIndex, types), null);
  }

  @Override
  public @Nullable Ref getRef(int columnIndex) throws SQLException {
    return rows.getRef(columnIndex);
  }

  @Override
  public @Nullable RowId getRowId(int columnIndex) throws SQLException {
    return rows.getRowId(columnIndex);
  }

  @Override
  public @Nullable SQLXML getSQLXML(int columnIndex) throws SQLException {
    return rows.getSQLXML(columnIndex);
  }

  @Override
  public short getShort(int columnIndex) throws SQLException {
    return rows.getShort(columnIndex);
  }

  @Override
  public @Nullable String getString(int columnIndex) throws SQLException {
    return rows.getString(columnIndex);
  }

  @Override
  public @Nullable Time getTime(int columnIndex) throws SQLException {
    return rows.getTime(columnIndex);
  }

  @Override
  public @Nullable Time getTime(int columnIndex, Calendar calendar) throws SQLException {
    return rows.getTime(columnIndex, calendar);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int columnIndex) throws SQLException {
    return rows.getTimestamp(columnIndex);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int columnIndex, Calendar calendar) throws SQLException {
    return rows.getTimestamp(columnIndex, calendar);
  }

  @Override
  public @Nullable URL getURL(int columnIndex) throws SQLException {
    return rows.getURL(columnIndex);
  }

  @Deprecated
  @Override
  public @Nullable InputStream getUnicodeStream(int columnIndex) throws SQLException {
    return rows.getUnicodeStream(columnIndex);
  }
}
