package io.tallystick.core.derived;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.polling.Failures;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a counter came, as it is noted in the store before its buckets are written, so that
 * whoever goes on can write them again: the note is the truth, the buckets follow from it.
 *
 * @param writer whose buckets they are, whichever instance writes them; as old as the note
 * @param source the source of the series of this bucket
 * @param granularity how wide the bucket is
 * @param start where the bucket starts that was added to last
 * @param version of that bucket
 * @param through up to which id, or which millisecond, rows are counted
 * @param seen the greatest id that was seen, at least {@code through}
 * @param seenAt when it was seen, in the store's time
 * @param totals what the bucket holds
 */
record CounterNote(
    WriterId writer,
    String source,
    Granularity granularity,
    Instant start,
    long version,
    long through,
    long seen,
    Instant seenAt,
    Map<Tags, CounterState> totals) {
  private static final String FORM = "1";
  private static final int HEAD = 9;

  /** A counter that begins behind a position. */
  static CounterNote beginning(String source, Granularity granularity, Instant now, long through) {
    return new CounterNote(
        WriterId.random(),
        source,
        granularity,
        granularity.bucketStart(now),
        0,
        through,
        through,
        now,
        Map.of());
  }

  /** This note, of rows that were counted into a bucket. */
  CounterNote counted(
      Instant bucketStart, long newVersion, long newThrough, Map<Tags, CounterState> newTotals) {
    return new CounterNote(
        writer,
        source,
        granularity,
        bucketStart,
        newVersion,
        newThrough,
        Math.max(seen, newThrough),
        seenAt,
        newTotals);
  }

  /** This note, of an id that was seen. */
  CounterNote seeing(long id, Instant now) {
    return new CounterNote(writer, source, granularity, start, version, through, id, now, totals);
  }

  /** This note, of a new bucket that holds nothing yet. */
  CounterNote in(String newSource, Granularity newGranularity, Instant newStart) {
    return new CounterNote(
        writer, newSource, newGranularity, newStart, version, through, seen, seenAt, Map.of());
  }

  List<OwnedBucket> buckets(String name) {
    List<OwnedBucket> buckets = new ArrayList<>();
    totals.forEach(
        (tags, state) ->
            buckets.add(
                new OwnedBucket(
                    SeriesKey.system(name, MetricKind.COUNTER, source, tags),
                    granularity,
                    writer,
                    new Bucket(start, version, state))));
    return buckets;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(FORM);
    lines.add(writer.toString());
    lines.add(escaped(source));
    lines.add(granularity.name());
    lines.add(Long.toString(start.toEpochMilli()));
    lines.add(Long.toString(version));
    lines.add(Long.toString(through));
    lines.add(Long.toString(seen));
    lines.add(Long.toString(seenAt.toEpochMilli()));
    totals.forEach((tags, state) -> lines.add(line(tags, state)));
    return String.join("\n", lines);
  }

  static String line(Tags tags, CounterState state) {
    StringBuilder line = new StringBuilder();
    line.append(state.whole()).append('\t').append(state.fractional());
    tags.forEach(
        tag -> line.append('\t').append(tag.getKey()).append('=').append(escaped(tag.getValue())));
    return line.toString();
  }

  /**
   * Reads a note.
   *
   * @throws DerivedQueryException when it was written by a younger version or by others
   */
  static CounterNote parse(String name, String text) {
    try {
      String[] lines = text.split("\n", -1);
      if (!lines[0].equals(FORM)) {
        throw new IllegalArgumentException("its form is %s, not %s".formatted(lines[0], FORM));
      }
      return new CounterNote(
          WriterId.parse(lines[1]),
          plain(lines[2]),
          Granularity.valueOf(lines[3]),
          Instant.ofEpochMilli(Long.parseLong(lines[4])),
          Long.parseLong(lines[5]),
          Long.parseLong(lines[6]),
          Long.parseLong(lines[7]),
          Instant.ofEpochMilli(Long.parseLong(lines[8])),
          totals(lines));
    } catch (IllegalArgumentException | IndexOutOfBoundsException fault) {
      throw new DerivedQueryException(
          "The note %s in metric_note cannot be read (%s): update this instance, or delete the note"
                  .formatted(name, Failures.line(fault))
              + " and the counter begins anew.",
          fault);
    }
  }

  private static Map<Tags, CounterState> totals(String[] lines) {
    Map<Tags, CounterState> totals = new LinkedHashMap<>();
    for (int i = HEAD; i < lines.length; i++) {
      String[] parts = lines[i].split("\t", -1);
      Map<String, String> tags = new LinkedHashMap<>();
      for (int j = 2; j < parts.length; j++) {
        int equals = parts[j].indexOf('=');
        tags.put(parts[j].substring(0, equals), plain(parts[j].substring(equals + 1)));
      }
      totals.put(
          Tags.of(tags), new CounterState(Long.parseLong(parts[0]), Double.parseDouble(parts[1])));
    }
    return totals;
  }

  /** Tabs and ends of lines divide a note. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char here = text.charAt(i);
      if (here == '\\' && i + 1 < text.length()) {
        i++;
        here = text.charAt(i) == 't' ? '\t' : text.charAt(i) == 'n' ? '\n' : text.charAt(i);
      }
      plain.append(here);
    }
    return plain.toString();
  }
}
