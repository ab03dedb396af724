package io.tallystick;

/**
 * The one-shot calls: a name, a number and tags.
 *
 * <p>No call throws, blocks or does I/O. What cannot be recorded (a null, a name or tag against the
 * rules, NaN or an infinite number, a negative amount for a counter) is dropped and counted by
 * reason; a fault in a tag costs the tag, not the sample. {@code -0.0} is taken as {@code 0.0}. Any
 * thread may call at any time.
 *
 * <p>There is an overload for each number of tags up to four, so that nothing is allocated; more
 * tags, and those that do not change, go into a {@link Tags} constant.
 *
 * <pre>{@code
 * metrics.count("auth.login.attempt", 1, "method", "password", "status", "success");
 * metrics.gauge("lua.pool.active", pool.active());
 * metrics.histogram("email.send.duration_ms", 41.7, RESET_MAIL);
 * }</pre>
 */
public interface Recorder {
  /** Adds 1 to a counter without tags. */
  void count(String name);

  /** Adds to a counter without tags. */
  void count(String name, long amount);

  /** Adds to a counter with one tag. */
  void count(String name, long amount, String key1, String value1);

  /** Adds to a counter with two tags. */
  void count(String name, long amount, String key1, String value1, String key2, String value2);

  /** Adds to a counter with three tags. */
  void count(
      String name,
      long amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3);

  /** Adds to a counter with four tags. */
  void count(
      String name,
      long amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4);

  /** Adds to a counter with any tags. */
  void count(String name, long amount, Tags tags);

  /** Adds to a counter without tags. */
  void count(String name, double amount);

  /** Adds to a counter with one tag. */
  void count(String name, double amount, String key1, String value1);

  /** Adds to a counter with two tags. */
  void count(String name, double amount, String key1, String value1, String key2, String value2);

  /** Adds to a counter with three tags. */
  void count(
      String name,
      double amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3);

  /** Adds to a counter with four tags. */
  void count(
      String name,
      double amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4);

  /** Adds to a counter with any tags. */
  void count(String name, double amount, Tags tags);

  /** Sets a gauge without tags. */
  void gauge(String name, long value);

  /** Sets a gauge with one tag. */
  void gauge(String name, long value, String key1, String value1);

  /** Sets a gauge with two tags. */
  void gauge(String name, long value, String key1, String value1, String key2, String value2);

  /** Sets a gauge with three tags. */
  void gauge(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3);

  /** Sets a gauge with four tags. */
  void gauge(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4);

  /** Sets a gauge with any tags. */
  void gauge(String name, long value, Tags tags);

  /** Sets a gauge without tags. */
  void gauge(String name, double value);

  /** Sets a gauge with one tag. */
  void gauge(String name, double value, String key1, String value1);

  /** Sets a gauge with two tags. */
  void gauge(String name, double value, String key1, String value1, String key2, String value2);

  /** Sets a gauge with three tags. */
  void gauge(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3);

  /** Sets a gauge with four tags. */
  void gauge(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4);

  /** Sets a gauge with any tags. */
  void gauge(String name, double value, Tags tags);

  /** Records a value in a histogram without tags. */
  void histogram(String name, long value);

  /** Records a value in a histogram with one tag. */
  void histogram(String name, long value, String key1, String value1);

  /** Records a value in a histogram with two tags. */
  void histogram(String name, long value, String key1, String value1, String key2, String value2);

  /** Records a value in a histogram with three tags. */
  void histogram(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3);

  /** Records a value in a histogram with four tags. */
  void histogram(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4);

  /** Records a value in a histogram with any tags. */
  void histogram(String name, long value, Tags tags);

  /** Records a value in a histogram without tags. */
  void histogram(String name, double value);

  /** Records a value in a histogram with one tag. */
  void histogram(String name, double value, String key1, String value1);

  /** Records a value in a histogram with two tags. */
  void histogram(String name, double value, String key1, String value1, String key2, String value2);

  /** Records a value in a histogram with three tags. */
  void histogram(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3);

  /** Records a value in a histogram with four tags. */
  void histogram(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4);

  /** Records a value in a histogram with any tags. */
  void histogram(String name, double value, Tags tags);
}
