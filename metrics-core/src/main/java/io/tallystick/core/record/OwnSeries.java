package io.tallystick.core.record;

/** Gives the series of a metric of our own by its one tag. */
interface OwnSeries {
  Series of(String name, String key, String value);
}
