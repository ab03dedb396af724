package io.tallystick.servlet.prometheus;

import io.tallystick.core.exposition.Family;
import java.nio.charset.StandardCharsets;

/**
 * A series: its lines as far as they are always the same, and the numbers of one reading. For one
 * thread at a time.
 */
abstract class ExposedSeries {
  private static final int MILLIS = 1_000;

  private final long startMillis;
  private final String name;
  private final String labels;
  private long reading;
  private byte[] created = {};

  ExposedSeries(Family family, String labels, long startMillis) {
    this.name = family.name();
    this.labels = labels;
    this.startMillis = startMillis;
  }

  /** Notes that a reading found it. */
  void found(long byReading) {
    reading = byReading;
  }

  boolean isOf(long otherReading) {
    return reading == otherReading;
  }

  abstract void writeTo(Chunks out, Style style);

  /** The start of a line up to its number. */
  byte[] line(String suffix) {
    return bytes(name + suffix + (labels.isEmpty() ? "" : "{" + labels + "}") + " ");
  }

  /** The start of a line up to the value of one label more. */
  byte[] line(String suffix, String label) {
    return bytes(name + suffix + "{" + labels + (labels.isEmpty() ? "" : ",") + label + "=\"");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void write(Chunks out, byte[] line, double value) {
    out.write(line);
    Numbers.write(out, value);
    out.write('\n');
  }

  static void write(Chunks out, byte[] line, long value) {
    out.write(line);
    Numbers.write(out, value);
    out.write('\n');
  }

  /** When it began, in seconds. */
  void writeCreated(Chunks out, Style style) {
    if (!style.hasCreated()) {
      return;
    }
    if (created.length == 0) {
      created = line("_created");
    }
    out.write(created);
    Numbers.write(out, startMillis / MILLIS);
    out.write('.');
    Numbers.writeDigits(out, startMillis % MILLIS, MILLIS / 10);
    out.write('\n');
  }
}
