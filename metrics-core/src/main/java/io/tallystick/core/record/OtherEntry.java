package io.tallystick.core.record;

/** Another way to write a series: its tags in another order, or another name of its metric. */
final class OtherEntry extends SeriesEntry {
  private final Series series;

  OtherEntry(int hash, String name, String[] pairs, Series series) {
    super(hash, name, pairs);
    this.series = series;
  }

  @Override
  Series series() {
    return series;
  }
}
