package io.tallystick.instrument.sql;

import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Knows the wrapper of the statement that rows came from. */
interface StatementSource {
  /** The wrapper of what the driver names as the statement; null for null. */
  @Nullable Statement wrapperOf(@Nullable Statement named);
}
