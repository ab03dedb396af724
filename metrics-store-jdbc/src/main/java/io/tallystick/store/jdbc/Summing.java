package io.tallystick.store.jdbc;

import io.tallystick.spi.StretchTotal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A way to add up rows. */
interface Summing {
  String select(Dialect dialect, BucketTable table, KindSeries series);

  /** What is bound to it. */
  Object[] values(SummedSteps steps, IdRange ids);

  /** Adds to what was found what a result gives. */
  void take(ResultSet rows, KindSeries series, SummedSteps steps, List<StretchTotal> found)
      throws SQLException;
}
