package io.tallystick.core.record;

/** Another way to write a series: its tags in another order, or another name of its metric. */
final class OtherEntry extends SeriesEntry {
  private final Series series;

  OtherEntry(String name, String[] pairs, Series series) {
    super(name, pairs, series.kind(), series.index(), series.cell());
    this.series = series;
  }

  @Override
  Series series() {
    return series;
  }
}
