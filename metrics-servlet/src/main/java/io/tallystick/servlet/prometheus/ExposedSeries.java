package io.tallystick.servlet.prometheus;

import io.tallystick.core.exposition.Family;
import io.tallystick.core.record.BucketCounts;
import java.nio.charset.StandardCharsets;

/** A series, its lines as far as they are always the same, and the numbers of one reading. */
final class ExposedSeries {
  private final double divisor;
  private final byte[] plain;
  private final byte[] total;
  private final byte[] count;
  private final byte[] sum;
  private final byte[] bucket;
  private long reading;
  private Kind kind = Kind.GAUGE;
  private long whole;
  private double number;
  private BucketCounts buckets = BucketCounts.NONE;

  ExposedSeries(Family family, String labels) {
    divisor = family.divisor();
    String name = family.name();
    String braces = labels.isEmpty() ? "" : "{" + labels + "}";
    plain = bytes(name + braces + " ");
    total = bytes(name + "_total" + braces + " ");
    count = bytes(name + "_count" + braces + " ");
    sum = bytes(name + "_sum" + braces + " ");
    bucket = bytes(name + "_bucket{" + labels + (labels.isEmpty() ? "" : ",") + "le=\"");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  boolean isOf(long otherReading) {
    return reading == otherReading;
  }

  void counter(long itsReading, long itsWhole, double fraction) {
    reading = itsReading;
    kind = Kind.COUNTER;
    whole = itsWhole;
    number = fraction;
  }

  void gauge(long itsReading, double last) {
    reading = itsReading;
    kind = Kind.GAUGE;
    number = last;
  }

  void histogram(long itsReading, double itsSum, BucketCounts itsBuckets) {
    reading = itsReading;
    kind = Kind.HISTOGRAM;
    number = itsSum;
    buckets = itsBuckets;
  }

  void writeTo(Chunks out, Style style) {
    switch (kind) {
      case COUNTER -> writeCounter(out);
      case GAUGE -> line(out, plain, number / divisor);
      case HISTOGRAM -> writeHistogram(out);
    }
  }

  /** Exact where only whole amounts were added. */
  private void writeCounter(Chunks out) {
    if (number == 0 && divisor == 1) {
      line(out, total, whole);
    } else {
      line(out, total, (whole + number) / divisor);
    }
  }

  private void writeHistogram(Chunks out) {
    long below = 0;
    for (int i = 0; i < buckets.bounds(); i++) {
      below += buckets.between(i);
      out.write(bucket);
      out.write(Double.toString(buckets.bound(i) / divisor));
      out.write("\"} ");
      Numbers.write(out, below);
      out.write('\n');
    }
    long all = below + buckets.between(buckets.bounds());
    out.write(bucket);
    out.write("+Inf\"} ");
    Numbers.write(out, all);
    out.write('\n');
    line(out, sum, number / divisor);
    line(out, count, all);
  }

  private static void line(Chunks out, byte[] prefix, double value) {
    out.write(prefix);
    Numbers.write(out, value);
    out.write('\n');
  }

  private static void line(Chunks out, byte[] prefix, long value) {
    out.write(prefix);
    Numbers.write(out, value);
    out.write('\n');
  }

  private enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }
}
