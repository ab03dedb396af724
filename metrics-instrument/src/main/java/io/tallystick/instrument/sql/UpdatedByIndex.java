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

/** Passes on the updates of a column by its number. */
abstract class UpdatedByIndex extends ReadByLabel {
  UpdatedByIndex(ResultSet rows) {
    super(rows);
  }

  @Override
  public void updateArray(int columnIndex, @Nullable Array value) throws SQLException {
    rows.updateArray(columnIndex, value);
  }

  @Override
  public void updateAsciiStream(int columnIndex, @Nullable InputStream value) throws SQLException {
    rows.updateAsciiStream(columnIndex, value);
  }

  @Override
  public void updateAsciiStream(int columnIndex, @Nullable InputStream value, int length)
      throws SQLException {
    rows.updateAsciiStream(columnIndex, value, length);
  }

  @Override
  public void updateAsciiStream(int columnIndex, @Nullable InputStream value, long length)
      throws SQLException {
    rows.updateAsciiStream(columnIndex, value, length);
  }

  @Override
  public void updateBigDecimal(int columnIndex, @Nullable BigDecimal value) throws SQLException {
    rows.updateBigDecimal(columnIndex, value);
  }

  @Override
  public void updateBinaryStream(int columnIndex, @Nullable InputStream value) throws SQLException {
    rows.updateBinaryStream(columnIndex, value);
  }

  @Override
  public void updateBinaryStream(int columnIndex, @Nullable InputStream value, int length)
      throws SQLException {
    rows.updateBinaryStream(columnIndex, value, length);
  }

  @Override
  public void updateBinaryStream(int columnIndex, @Nullable InputStream value, long length)
      throws SQLException {
    rows.updateBinaryStream(columnIndex, value, length);
  }

  @Override
  public void updateBlob(int columnIndex, @Nullable InputStream value) throws SQLException {
    rows.updateBlob(columnIndex, value);
  }

  @Override
  public void updateBlob(int columnIndex, @Nullable Blob value) throws SQLException {
    rows.updateBlob(columnIndex, value);
  }

  @Override
  public void updateBlob(int columnIndex, @Nullable InputStream value, long length)
      throws SQLException {
    rows.updateBlob(columnIndex, value, length);
  }

  @Override
  public void updateBoolean(int columnIndex, boolean value) throws SQLException {
    rows.updateBoolean(columnIndex, value);
  }

  @Override
  public void updateByte(int columnIndex, byte value) throws SQLException {
    rows.updateByte(columnIndex, value);
  }

  @Override
  public void updateBytes(int columnIndex, byte @Nullable [] value) throws SQLException {
    rows.updateBytes(columnIndex, value);
  }

  @Override
  public void updateCharacterStream(int columnIndex, @Nullable Reader value) throws SQLException {
    rows.updateCharacterStream(columnIndex, value);
  }

  @Override
  public void updateCharacterStream(int columnIndex, @Nullable Reader value, int length)
      throws SQLException {
    rows.updateCharacterStream(columnIndex, value, length);
  }

  @Override
  public void updateCharacterStream(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    rows.updateCharacterStream(columnIndex, value, length);
  }

  @Override
  public void updateClob(int columnIndex, @Nullable Reader value) throws SQLException {
    rows.updateClob(columnIndex, value);
  }

  @Override
  public void updateClob(int columnIndex, @Nullable Clob value) throws SQLException {
    rows.updateClob(columnIndex, value);
  }

  @Override
  public void updateClob(int columnIndex, @Nullable Reader value, long length) throws SQLException {
    rows.updateClob(columnIndex, value, length);
  }

  @Override
  public void updateDate(int columnIndex, @Nullable Date value) throws SQLException {
    rows.updateDate(columnIndex, value);
  }

  @Override
  public void updateDouble(int columnIndex, double value) throws SQLException {
    rows.updateDouble(columnIndex, value);
  }

  @Override
  public void updateFloat(int columnIndex, float value) throws SQLException {
    rows.updateFloat(columnIndex, value);
  }

  @Override
  public void updateInt(int columnIndex, int value) throws SQLException {
    rows.updateInt(columnIndex, value);
  }

  @Override
  public void updateLong(int columnIndex, long value) throws SQLException {
    rows.updateLong(columnIndex, value);
  }

  @Override
  public void updateNCharacterStream(int columnIndex, @Nullable Reader value) throws SQLException {
    rows.updateNCharacterStream(columnIndex, value);
  }

  @Override
  public void updateNCharacterStream(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    rows.updateNCharacterStream(columnIndex, value, length);
  }

  @Override
  public void updateNClob(int columnIndex, @Nullable Reader value) throws SQLException {
    rows.updateNClob(columnIndex, value);
  }

  @Override
  public void updateNClob(int columnIndex, @Nullable NClob value) throws SQLException {
    rows.updateNClob(columnIndex, value);
  }

  @Override
  public void updateNClob(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    rows.updateNClob(columnIndex, value, length);
  }

  @Override
  public void updateNString(int columnIndex, @Nullable String value) throws SQLException {
    rows.updateNString(columnIndex, value);
  }

  @Override
  public void updateNull(int columnIndex) throws SQLException {
    rows.updateNull(columnIndex);
  }

  @Override
  public void updateObject(int columnIndex, @Nullable Object value) throws SQLException {
    rows.updateObject(columnIndex, value);
  }

  @Override
  public void updateObject(int columnIndex, @Nullable Object value, int scaleOrLength)
      throws SQLException {
    rows.updateObject(columnIndex, value, scaleOrLength);
  }

  @Override
  public void updateObject(int columnIndex, @Nullable Object value, SQLType targetType)
      throws SQLException {
    rows.updateObject(columnIndex, value, targetType);
  }

  @Override
  public void updateObject(
      int columnIndex, @Nullable Object value, SQLType targetType, int scaleOrLength)
      throws SQLException {
    rows.updateObject(columnIndex, value, targetType, scaleOrLength);
  }

  @Override
  public void updateRef(int columnIndex, @Nullable Ref value) throws SQLException {
    rows.updateRef(columnIndex, value);
  }

  @Override
  public void updateRowId(int columnIndex, @Nullable RowId value) throws SQLException {
    rows.updateRowId(columnIndex, value);
  }

  @Override
  public void updateSQLXML(int columnIndex, @Nullable SQLXML value) throws SQLException {
    rows.updateSQLXML(columnIndex, value);
  }

  @Override
  public void updateShort(int columnIndex, short value) throws SQLException {
    rows.updateShort(columnIndex, value);
  }

  @Override
  public void updateString(int columnIndex, @Nullable String value) throws SQLException {
    rows.updateString(columnIndex, value);
  }

  @Override
  public void updateTime(int columnIndex, @Nullable Time value) throws SQLException {
    rows.updateTime(columnIndex, value);
  }

  @Override
  public void updateTimestamp(int columnIndex, @Nullable Timestamp value) throws SQLException {
    rows.updateTimestamp(columnIndex, value);
  }
}
