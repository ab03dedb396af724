package io.tallystick;

/** Records nothing. */
abstract class SilentRecorder implements Recorder {
  @Override
  public void count(String name) {}

  @Override
  public void count(String name, long amount) {}

  @Override
  public void count(String name, long amount, String key1, String value1) {}

  @Override
  public void count(
      String name, long amount, String key1, String value1, String key2, String value2) {}

  @Override
  public void count(
      String name,
      long amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void count(String name, long amount, Tags tags) {}

  @Override
  public void count(String name, double amount) {}

  @Override
  public void count(String name, double amount, String key1, String value1) {}

  @Override
  public void count(
      String name, double amount, String key1, String value1, String key2, String value2) {}

  @Override
  public void count(
      String name,
      double amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void count(String name, double amount, Tags tags) {}

  @Override
  public void gauge(String name, long value) {}

  @Override
  public void gauge(String name, long value, String key1, String value1) {}

  @Override
  public void gauge(
      String name, long value, String key1, String value1, String key2, String value2) {}

  @Override
  public void gauge(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void gauge(String name, long value, Tags tags) {}

  @Override
  public void gauge(String name, double value) {}

  @Override
  public void gauge(String name, double value, String key1, String value1) {}

  @Override
  public void gauge(
      String name, double value, String key1, String value1, String key2, String value2) {}

  @Override
  public void gauge(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void gauge(String name, double value, Tags tags) {}

  @Override
  public void histogram(String name, long value) {}

  @Override
  public void histogram(String name, long value, String key1, String value1) {}

  @Override
  public void histogram(
      String name, long value, String key1, String value1, String key2, String value2) {}

  @Override
  public void histogram(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void histogram(String name, long value, Tags tags) {}

  @Override
  public void histogram(String name, double value) {}

  @Override
  public void histogram(String name, double value, String key1, String value1) {}

  @Override
  public void histogram(
      String name, double value, String key1, String value1, String key2, String value2) {}

  @Override
  public void histogram(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void histogram(String name, double value, Tags tags) {}
}
