package io.tallystick.instrument.sql;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/** Passes on the updates of a column by its label. */
abstract class UpdatedByLabel extends UpdatedByIndex {
  UpdatedByLabel(ResultSet rows) {
    super(rows);
  }

  @Override
  public void updateArray(String columnLabel, @Nullable Array value) throws SQLException {
    rows.updateArray(columnLabel, value);
  }

  @Override
  public void updateAsciiStream(String columnLabel, @Nullable InputStream value)
      throws SQLException {
    rows.updateAsciiStream(columnLabel, value);
  }

  @Override
  public void updateAsciiStream(String columnLabel, @Nullable InputStream value, int length)
      throws SQLException {
    rows.updateAsciiStream(columnLabel, value, length);
  }

  @Override
  public void updateAsciiStream(String columnLabel, @Nullable InputStream value, long length)
      throws SQLException {
    rows.updateAsciiStream(columnLabel, value, length);
  }

  @Override
  public void updateBigDecimal(String columnLabel, @Nullable BigDecimal value) throws SQLException {
    rows.updateBigDecimal(columnLabel, value);
  }

  @Override
  public void updateBinaryStream(String columnLabel, @Nullable InputStream value)
      throws SQLException {
    rows.updateBinaryStream(columnLabel, value);
  }

  @Override
  public void updateBinaryStream(String columnLabel, @Nullable InputStream value, int length)
      throws SQLException {
    rows.updateBinaryStream(columnLabel, value, length);
  }

  @Override
  public void updateBinaryStream(String columnLabel, @Nullable InputStream value, long length)
      throws SQLException {
    rows.updateBinaryStream(columnLabel, value, length);
  }

  @Override
  public void updateBlob(String columnLabel, @Nullable InputStream value) throws SQLException {
    rows.updateBlob(columnLabel, value);
  }

  @Override
  public void updateBlob(String columnLabel, @Nullable Blob value) throws SQLException {
    rows.updateBlob(columnLabel, value);
  }

  @Override
  public void updateBlob(String columnLabel, @Nullable InputStream value, long length)
      throws SQLException {
    rows.updateBlob(columnLabel, value, length);
  }

  @Override
  public void updateBoolean(String columnLabel, boolean value) throws SQLException {
    rows.updateBoolean(columnLabel, value);
  }

  @Override
  public void updateByte(String columnLabel, byte value) throws SQLException {
    rows.updateByte(columnLabel, value);
  }

  @Override
  public void updateBytes(String columnLabel, byte @Nullable [] value) throws SQLException {
    rows.updateBytes(columnLabel, value);
  }

  @Override
  public void updateCharacterStream(String columnLabel, @Nullable Reader value)
      throws SQLException {
    rows.updateCharacterStream(columnLabel, value);
  }

  @Override
  public void updateCharacterStream(String columnLabel, @Nullable Reader value, int length)
      throws SQLException {
    rows.updateCharacterStream(columnLabel, value, length);
  }

  @Override
  public void updateCharacterStream(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    rows.updateCharacterStream(columnLabel, value, length);
  }

  @Override
  public void updateClob(String columnLabel, @Nullable Reader value) throws SQLException {
    rows.updateClob(columnLabel, value);
  }

  @Override
  public void updateClob(String columnLabel, @Nullable Clob value) throws SQLException {
    rows.updateClob(columnLabel, value);
  }

  @Override
  public void updateClob(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    rows.updateClob(columnLabel, value, length);
  }

  @Override
  public void updateDate(String columnLabel, @Nullable Date value) throws SQLException {
    rows.updateDate(columnLabel, value);
  }

  @Override
  public void updateDouble(String columnLabel, double value) throws SQLException {
    rows.updateDouble(columnLabel, value);
  }

  @Override
  public void updateFloat(String columnLabel, float value) throws SQLException {
    rows.updateFloat(columnLabel, value);
  }

  @Override
  public void updateInt(String columnLabel, int value) throws SQLException {
    rows.updateInt(columnLabel, value);
  }

  @Override
  public void updateLong(String columnLabel, long value) throws SQLException {
    rows.updateLong(columnLabel, value);
  }

  @Override
  public void updateNCharacterStream(String columnLabel, @Nullable Reader value)
      throws SQLException {
    rows.updateNCharacterStream(columnLabel, value);
  }

  @Override
  public void updateNCharacterStream(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    rows.updateNCharacterStream(columnLabel, value, length);
  }

  @Override
  public void updateNClob(String columnLabel, @Nullable Reader value) throws SQLException {
    rows.updateNClob(columnLabel, value);
  }

  @Override
  public void updateNClob(String columnLabel, @Nullable NClob value) throws SQLException {
    rows.updateNClob(columnLabel, value);
  }

  @Override
  public void updateNClob(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    rows.updateNClob(columnLabel, value, length);
  }

  @Override
  public void updateNString(String columnLabel, @Nullable String value) throws SQLException {
    rows.updateNString(columnLabel, value);
  }

  @Override
  public void updateNull(String columnLabel) throws SQLException {
    rows.updateNull(columnLabel);
  }

  @Override
  public void updateObject(String columnLabel, @Nullable Object value) throws SQLException {
    rows.updateObject(columnLabel, value);
  }

  @Override
  public void updateObject(String columnLabel, @Nullable Object value, int scaleOrLength)
      throws SQLException {
    rows.updateObject(columnLabel, value, scaleOrLength);
  }

  @Override
  public void updateObject(String columnLabel, @Nullable Object value, SQLType targetType)
      throws SQLException {
    rows.updateObject(columnLabel, value, targetType);
  }

  @Override
  public void updateObject(
      String columnLabel, @Nullable Object value, SQLType targetType, int scaleOrLength)
      throws SQLException {
    rows.updateObject(columnLabel, value, targetType, scaleOrLength);
  }

  @Override
  public void updateRef(String columnLabel, @Nullable Ref value) throws SQLException {
    rows.updateRef(columnLabel, value);
  }

  @Override
  public void updateRowId(String columnLabel, @Nullable RowId value) throws SQLException {
    rows.updateRowId(columnLabel, value);
  }

  @Override
  public void updateSQLXML(String columnLabel, @Nullable SQLXML value) throws SQLException {
    rows.updateSQLXML(columnLabel, value);
  }

  @Override
  public void updateShort(String columnLabel, short value) throws SQLException {
    rows.updateShort(columnLabel, value);
  }

  @Override
  public void updateString(String columnLabel, @Nullable String value) throws SQLException {
    rows.updateString(columnLabel, value);
  }

  @Override
  public void updateTime(String columnLabel, @Nullable Time value) throws SQLException {
    rows.updateTime(columnLabel, value);
  }

  @Override
  public void updateTimestamp(String columnLabel, @Nullable Timestamp value) throws SQLException {
    rows.updateTimestamp(columnLabel, value);
  }
}
