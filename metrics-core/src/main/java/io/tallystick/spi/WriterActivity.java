package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;

/**
 * Who wrote to a store, and when last.
 *
 * <pre>{@code
 * for (WriterActivity each : store.writers(now.minus(Duration.ofMinutes(10)), 100)) {
 *   show(each.source() + " wrote at " + each.lastSeen());
 * }
 * }</pre>
 *
 * @param writer one incarnation of a runtime; never {@link WriterId#FOLDED}
 * @param source which service it is, of the last series that it wrote
 * @param lastSeen when it wrote last, to the millisecond, by the clock of whoever noted that: the
 *     writer or the store
 */
public record WriterActivity(WriterId writer, String source, Instant lastSeen) {
  /** The one that was seen last comes first; at the same time in the order of their ids. */
  public static final Comparator<WriterActivity> NEWEST_FIRST =
      Comparator.comparing(WriterActivity::lastSeen)
          .reversed()
          .thenComparing(WriterActivity::writer);

  /** Refuses writer 0, who is nobody. */
  public WriterActivity {
    requireNonNull(source, "source");
    requireNonNull(lastSeen, "lastSeen");
    if (writer.equals(WriterId.FOLDED)) {
      throw new IllegalArgumentException(
          "The writer is 0, to whom merged buckets belong: nobody writes as that.");
    }
  }
}
