package io.tallystick.core.record;

import static io.tallystick.MetricKind.COUNTER;
import static io.tallystick.MetricKind.GAUGE;
import static io.tallystick.MetricKind.HISTOGRAM;

import io.tallystick.MetricKind;
import io.tallystick.Recorder;
import io.tallystick.Tags;

/** The one-shot calls: each finds its series and hands it the value. */
abstract class OneShotRecorder implements Recorder {
  private final SeriesLookup lookup;
  private final Samples samples;

  OneShotRecorder(SeriesLookup lookup, Samples samples) {
    this.lookup = lookup;
    this.samples = samples;
  }

  @Override
  public void count(String name) {
    samples.count(series(COUNTER, 0, name, "", "", "", "", "", "", "", ""), 1L);
  }

  @Override
  public void count(String name, long amount) {
    samples.count(series(COUNTER, 0, name, "", "", "", "", "", "", "", ""), amount);
  }

  @Override
  public void count(String name, long amount, String key1, String value1) {
    samples.count(series(COUNTER, 1, name, key1, value1, "", "", "", "", "", ""), amount);
  }

  @Override
  public void count(
      String name, long amount, String key1, String value1, String key2, String value2) {
    samples.count(series(COUNTER, 2, name, key1, value1, key2, value2, "", "", "", ""), amount);
  }

  @Override
  public void count(
      String name,
      long amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    samples.count(
        series(COUNTER, 3, name, key1, value1, key2, value2, key3, value3, "", ""), amount);
  }

  @Override
  public void count(
      String name,
      long amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    samples.count(
        series(COUNTER, 4, name, key1, value1, key2, value2, key3, value3, key4, value4), amount);
  }

  @Override
  public void count(String name, long amount, Tags tags) {
    samples.count(series(COUNTER, name, tags), amount);
  }

  @Override
  public void count(String name, double amount) {
    samples.count(series(COUNTER, 0, name, "", "", "", "", "", "", "", ""), amount);
  }

  @Override
  public void count(String name, double amount, String key1, String value1) {
    samples.count(series(COUNTER, 1, name, key1, value1, "", "", "", "", "", ""), amount);
  }

  @Override
  public void count(
      String name, double amount, String key1, String value1, String key2, String value2) {
    samples.count(series(COUNTER, 2, name, key1, value1, key2, value2, "", "", "", ""), amount);
  }

  @Override
  public void count(
      String name,
      double amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    samples.count(
        series(COUNTER, 3, name, key1, value1, key2, value2, key3, value3, "", ""), amount);
  }

  @Override
  public void count(
      String name,
      double amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    samples.count(
        series(COUNTER, 4, name, key1, value1, key2, value2, key3, value3, key4, value4), amount);
  }

  @Override
  public void count(String name, double amount, Tags tags) {
    samples.count(series(COUNTER, name, tags), amount);
  }

  @Override
  public void gauge(String name, long value) {
    samples.set(series(GAUGE, 0, name, "", "", "", "", "", "", "", ""), (double) value);
  }

  @Override
  public void gauge(String name, long value, String key1, String value1) {
    samples.set(series(GAUGE, 1, name, key1, value1, "", "", "", "", "", ""), (double) value);
  }

  @Override
  public void gauge(
      String name, long value, String key1, String value1, String key2, String value2) {
    samples.set(series(GAUGE, 2, name, key1, value1, key2, value2, "", "", "", ""), (double) value);
  }

  @Override
  public void gauge(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    samples.set(
        series(GAUGE, 3, name, key1, value1, key2, value2, key3, value3, "", ""), (double) value);
  }

  @Override
  public void gauge(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    samples.set(
        series(GAUGE, 4, name, key1, value1, key2, value2, key3, value3, key4, value4),
        (double) value);
  }

  @Override
  public void gauge(String name, long value, Tags tags) {
    samples.set(series(GAUGE, name, tags), (double) value);
  }

  @Override
  public void gauge(String name, double value) {
    samples.set(series(GAUGE, 0, name, "", "", "", "", "", "", "", ""), value);
  }

  @Override
  public void gauge(String name, double value, String key1, String value1) {
    samples.set(series(GAUGE, 1, name, key1, value1, "", "", "", "", "", ""), value);
  }

  @Override
  public void gauge(
      String name, double value, String key1, String value1, String key2, String value2) {
    samples.set(series(GAUGE, 2, name, key1, value1, key2, value2, "", "", "", ""), value);
  }

  @Override
  public void gauge(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    samples.set(series(GAUGE, 3, name, key1, value1, key2, value2, key3, value3, "", ""), value);
  }

  @Override
  public void gauge(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    samples.set(
        series(GAUGE, 4, name, key1, value1, key2, value2, key3, value3, key4, value4), value);
  }

  @Override
  public void gauge(String name, double value, Tags tags) {
    samples.set(series(GAUGE, name, tags), value);
  }

  @Override
  public void histogram(String name, long value) {
    samples.record(series(HISTOGRAM, 0, name, "", "", "", "", "", "", "", ""), (double) value);
  }

  @Override
  public void histogram(String name, long value, String key1, String value1) {
    samples.record(
        series(HISTOGRAM, 1, name, key1, value1, "", "", "", "", "", ""), (double) value);
  }

  @Override
  public void histogram(
      String name, long value, String key1, String value1, String key2, String value2) {
    samples.record(
        series(HISTOGRAM, 2, name, key1, value1, key2, value2, "", "", "", ""), (double) value);
  }

  @Override
  public void histogram(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    samples.record(
        series(HISTOGRAM, 3, name, key1, value1, key2, value2, key3, value3, "", ""),
        (double) value);
  }

  @Override
  public void histogram(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    samples.record(
        series(HISTOGRAM, 4, name, key1, value1, key2, value2, key3, value3, key4, value4),
        (double) value);
  }

  @Override
  public void histogram(String name, long value, Tags tags) {
    samples.record(series(HISTOGRAM, name, tags), (double) value);
  }

  @Override
  public void histogram(String name, double value) {
    samples.record(series(HISTOGRAM, 0, name, "", "", "", "", "", "", "", ""), value);
  }

  @Override
  public void histogram(String name, double value, String key1, String value1) {
    samples.record(series(HISTOGRAM, 1, name, key1, value1, "", "", "", "", "", ""), value);
  }

  @Override
  public void histogram(
      String name, double value, String key1, String value1, String key2, String value2) {
    samples.record(series(HISTOGRAM, 2, name, key1, value1, key2, value2, "", "", "", ""), value);
  }

  @Override
  public void histogram(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    samples.record(
        series(HISTOGRAM, 3, name, key1, value1, key2, value2, key3, value3, "", ""), value);
  }

  @Override
  public void histogram(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    samples.record(
        series(HISTOGRAM, 4, name, key1, value1, key2, value2, key3, value3, key4, value4), value);
  }

  @Override
  public void histogram(String name, double value, Tags tags) {
    samples.record(series(HISTOGRAM, name, tags), value);
  }

  private SeriesEntry series(
      MetricKind kind,
      int count,
      String name,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    return lookup.find(kind, count, name, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  private Series series(MetricKind kind, String name, Tags tags) {
    return lookup.find(kind, name, tags);
  }
}
