package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;
import java.util.function.LongUnaryOperator;

/**
 * A loop of a script that calls one function again and again; it answers how many nanoseconds it
 * took.
 */
interface CallLoop extends AutoCloseable {
  /** The metric that is counted. */
  String NAME = "invoice.sent";

  String language();

  /** Calls a function of Java that takes what {@code count} takes and does nothing. */
  LongUnaryOperator nothing(boolean hasTag);

  /** Calls {@code count} of a tenant. */
  LongUnaryOperator counting(boolean hasTag, UserMetrics metrics);

  @Override
  void close();
}
