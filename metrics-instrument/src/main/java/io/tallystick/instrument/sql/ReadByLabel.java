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

/** Passes on the reads of a column by its label. */
abstract class ReadByLabel extends ReadByIndex {
  ReadByLabel(ResultSet rows) {
    super(rows);
  }

  @Override
  public @Nullable Array getArray(String columnLabel) throws SQLException {
    return rows.getArray(columnLabel);
  }

  @Override
  public @Nullable InputStream getAsciiStream(String columnLabel) throws SQLException {
    return rows.getAsciiStream(columnLabel);
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(String columnLabel) throws SQLException {
    return rows.getBigDecimal(columnLabel);
  }

  @Deprecated
  @Override
  public @Nullable BigDecimal getBigDecimal(String columnLabel, int scale) throws SQLException {
    return rows.getBigDecimal(columnLabel, scale);
  }

  @Override
  public @Nullable InputStream getBinaryStream(String columnLabel) throws SQLException {
    return rows.getBinaryStream(columnLabel);
  }

  @Override
  public @Nullable Blob getBlob(String columnLabel) throws SQLException {
    return rows.getBlob(columnLabel);
  }

  @Override
  public boolean getBoolean(String columnLabel) throws SQLException {
    return rows.getBoolean(columnLabel);
  }

  @Override
  public byte getByte(String columnLabel) throws SQLException {
    return rows.getByte(columnLabel);
  }

  @Override
  public byte @Nullable [] getBytes(String columnLabel) throws SQLException {
    return rows.getBytes(columnLabel);
  }

  @Override
  public @Nullable Reader getCharacterStream(String columnLabel) throws SQLException {
    return rows.getCharacterStream(columnLabel);
  }

  @Override
  public @Nullable Clob getClob(String columnLabel) throws SQLException {
    return rows.getClob(columnLabel);
  }

  @Override
  public @Nullable Date getDate(String columnLabel) throws SQLException {
    return rows.getDate(columnLabel);
  }

  @Override
  public @Nullable Date getDate(String columnLabel, Calendar calendar) throws SQLException {
    return rows.getDate(columnLabel, calendar);
  }

  @Override
  public double getDouble(String columnLabel) throws SQLException {
    return rows.getDouble(columnLabel);
  }

  @Override
  public float getFloat(String columnLabel) throws SQLException {
    return rows.getFloat(columnLabel);
  }

  @Override
  public int getInt(String columnLabel) throws SQLException {
    return rows.getInt(columnLabel);
  }

  @Override
  public long getLong(String columnLabel) throws SQLException {
    return rows.getLong(columnLabel);
  }

  @Override
  public @Nullable Reader getNCharacterStream(String columnLabel) throws SQLException {
    return rows.getNCharacterStream(columnLabel);
  }

  @Override
  public @Nullable NClob getNClob(String columnLabel) throws SQLException {
    return rows.getNClob(columnLabel);
  }

  @Override
  public @Nullable String getNString(String columnLabel) throws SQLException {
    return rows.getNString(columnLabel);
  }

  @Override
  public @Nullable Object getObject(String columnLabel) throws SQLException {
    return value(rows.getObject(columnLabel), null);
  }

  @Override
  @SuppressWarnings("unchecked") // rows are wrapped only where the type allows it
  public <T> @Nullable T getObject(String columnLabel, Class<T> type) throws SQLException {
    return (T) value(rows.getObject(columnLabel, type), type);
  }

  @Override
  public @Nullable Object getObject(String columnLabel, Map<String, Class<?>> types)
      throws SQLException {
    return value(rows.getObject(columnLabel, types), null);
  }

  @Override
  public @Nullable Ref getRef(String columnLabel) throws SQLException {
    return rows.getRef(columnLabel);
  }

  @Override
  public @Nullable RowId getRowId(String columnLabel) throws SQLException {
    return rows.getRowId(columnLabel);
  }

  @Override
  public @Nullable SQLXML getSQLXML(String columnLabel) throws SQLException {
    return rows.getSQLXML(columnLabel);
  }

  @Override
  public short getShort(String columnLabel) throws SQLException {
    return rows.getShort(columnLabel);
  }

  @Override
  public @Nullable String getString(String columnLabel) throws SQLException {
    return rows.getString(columnLabel);
  }

  @Override
  public @Nullable Time getTime(String columnLabel) throws SQLException {
    return rows.getTime(columnLabel);
  }

  @Override
  public @Nullable Time getTime(String columnLabel, Calendar calendar) throws SQLException {
    return rows.getTime(columnLabel, calendar);
  }

  @Override
  public @Nullable Timestamp getTimestamp(String columnLabel) throws SQLException {
    return rows.getTimestamp(columnLabel);
  }

  @Override
  public @Nullable Timestamp getTimestamp(String columnLabel, Calendar calendar)
      throws SQLException {
    return rows.getTimestamp(columnLabel, calendar);
  }

  @Override
  public @Nullable URL getURL(String columnLabel) throws SQLException {
    return rows.getURL(columnLabel);
  }

  @Deprecated
  @Override
  public @Nullable InputStream getUnicodeStream(String columnLabel) throws SQLException {
    return rows.getUnicodeStream(columnLabel);
  }
}
