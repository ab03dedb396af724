package io.tallystick;

/**
 * Hands each call on with the overload that it came by, so that nothing is allocated on the way.
 */
abstract class ForwardingRecorder implements Recorder {
  /** Who records at this moment. */
  abstract Recorder target();

  @Override
  public final void count(String name) {
    target().count(name);
  }

  @Override
  public final void count(String name, long amount) {
    target().count(name, amount);
  }

  @Override
  public final void count(String name, long amount, String key1, String value1) {
    target().count(name, amount, key1, value1);
  }

  @Override
  public final void count(
      String name, long amount, String key1, String value1, String key2, String value2) {
    target().count(name, amount, key1, value1, key2, value2);
  }

  @Override
  public final void count(
      String name,
      long amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().count(name, amount, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public final void count(
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
    target().count(name, amount, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public final void count(String name, long amount, Tags tags) {
    target().count(name, amount, tags);
  }

  @Override
  public final void count(String name, double amount) {
    target().count(name, amount);
  }

  @Override
  public final void count(String name, double amount, String key1, String value1) {
    target().count(name, amount, key1, value1);
  }

  @Override
  public final void count(
      String name, double amount, String key1, String value1, String key2, String value2) {
    target().count(name, amount, key1, value1, key2, value2);
  }

  @Override
  public final void count(
      String name,
      double amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().count(name, amount, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public final void count(
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
    target().count(name, amount, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public final void count(String name, double amount, Tags tags) {
    target().count(name, amount, tags);
  }

  @Override
  public final void gauge(String name, long value) {
    target().gauge(name, value);
  }

  @Override
  public final void gauge(String name, long value, String key1, String value1) {
    target().gauge(name, value, key1, value1);
  }

  @Override
  public final void gauge(
      String name, long value, String key1, String value1, String key2, String value2) {
    target().gauge(name, value, key1, value1, key2, value2);
  }

  @Override
  public final void gauge(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().gauge(name, value, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public final void gauge(
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
    target().gauge(name, value, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public final void gauge(String name, long value, Tags tags) {
    target().gauge(name, value, tags);
  }

  @Override
  public final void gauge(String name, double value) {
    target().gauge(name, value);
  }

  @Override
  public final void gauge(String name, double value, String key1, String value1) {
    target().gauge(name, value, key1, value1);
  }

  @Override
  public final void gauge(
      String name, double value, String key1, String value1, String key2, String value2) {
    target().gauge(name, value, key1, value1, key2, value2);
  }

  @Override
  public final void gauge(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().gauge(name, value, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public final void gauge(
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
    target().gauge(name, value, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public final void gauge(String name, double value, Tags tags) {
    target().gauge(name, value, tags);
  }

  @Override
  public final void histogram(String name, long value) {
    target().histogram(name, value);
  }

  @Override
  public final void histogram(String name, long value, String key1, String value1) {
    target().histogram(name, value, key1, value1);
  }

  @Override
  public final void histogram(
      String name, long value, String key1, String value1, String key2, String value2) {
    target().histogram(name, value, key1, value1, key2, value2);
  }

  @Override
  public final void histogram(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().histogram(name, value, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public final void histogram(
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
    target().histogram(name, value, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public final void histogram(String name, long value, Tags tags) {
    target().histogram(name, value, tags);
  }

  @Override
  public final void histogram(String name, double value) {
    target().histogram(name, value);
  }

  @Override
  public final void histogram(String name, double value, String key1, String value1) {
    target().histogram(name, value, key1, value1);
  }

  @Override
  public final void histogram(
      String name, double value, String key1, String value1, String key2, String value2) {
    target().histogram(name, value, key1, value1, key2, value2);
  }

  @Override
  public final void histogram(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().histogram(name, value, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public final void histogram(
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
    target().histogram(name, value, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public final void histogram(String name, double value, Tags tags) {
    target().histogram(name, value, tags);
  }
}
