package io.tallystick.examples.quickstart;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.annotate.Annotations;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Note;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StoredMetric;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Gives a new store a past, once: a note in the store says that it has one, and when it ends. Who
 * is stopped while it is written goes on with the same past at the next start. A store in which
 * somebody else's history is gets none.
 */
final class Past {
  /** What the note is called. */
  static final String NOTE = "quickstart.past";

  /** What stands behind its time once the past is written. */
  static final String DONE = " done";

  private static final Duration LIMITS = Duration.ofHours(24);
  private static final WriterId WRITER = new WriterId(0x74616c6c79L, 2);
  private static final int AT_ONCE = 1_000;
  private static final double MILLIS = 1_000;

  private final StorageBackend store;
  private final Story story;
  private final boolean isWritten;

  private Past(StorageBackend store, Story story, boolean isWritten) {
    this.store = store;
    this.story = story;
    this.isWritten = isWritten;
  }

  /**
   * Looks for the past of a store, or settles that it ends now; before anybody else writes there.
   *
   * @throws IOException when the store has a history that is not of a quickstart, with a sentence
   *     for people
   */
  static Past of(StorageBackend store, Instant now) throws IOException {
    Optional<Note> note = store.control().note(NOTE);
    if (note.isEmpty()) {
      requireNoOther(store.buckets());
      store.control().putNote(new Note(NOTE, 1, now.toString()), 0);
    }
    String text = note.map(Note::text).orElse(now.toString());
    boolean isWritten = text.endsWith(DONE);
    String end = isWritten ? text.substring(0, text.length() - DONE.length()) : text;
    return new Past(store, new Story(Instant.parse(end), ZoneId.systemDefault()), isWritten);
  }

  /** An invented past in it could never be told from a real one again. */
  private static void requireNoOther(BucketStore buckets) throws IOException {
    for (SeriesType type : SeriesType.values()) {
      for (StoredMetric metric : buckets.metrics(type)) {
        if (!metric.name().startsWith("tallystick.")) {
          throw new IOException(
              "its metrics.db has the history of another application (%s): choose another"
                      .formatted(metric.name())
                  + " directory with --data, one that is not there yet or a quickstart's own.");
        }
      }
    }
  }

  /** How the shop was and is, from the first start of it on. */
  Story story() {
    return story;
  }

  /** Writes it where it is missing; whether it did. */
  boolean write(MetricsRuntime runtime, PrintStream out) {
    if (isWritten) {
      return false;
    }
    Instant end = story.end();
    ControlStore control = store.control();
    long started = System.nanoTime();
    UnaryOperator<String> hash = runtime.keyedHash();
    long rows = new History(store, Shop.SOURCE, hash, story).write(end) + writeLimits(hash, end);
    annotate(runtime.annotations());
    control.putNote(new Note(NOTE, 2, end + DONE), 1);
    double seconds = (double) Duration.ofNanos(System.nanoTime() - started).toMillis() / MILLIS;
    out.printf(Locale.ROOT, "Wrote 13 months of history: %,d rows in %.1f s.%n", rows, seconds);
    return true;
  }

  /** How much of their limits keys used in each minute of the last day. */
  private int writeLimits(UnaryOperator<String> hash, Instant end) {
    SplittableRandom random = new SplittableRandom(end.toEpochMilli());
    List<RateLimitUse> uses = new ArrayList<>();
    Instant last = Granularity.MINUTE.bucketStart(end);
    for (Instant at = last.minus(LIMITS); at.isBefore(last); at = at.plusSeconds(60)) {
      for (ApiKey key : ApiKey.values()) {
        long used =
            key.batch() > 0
                ? key.batch() - random.nextInt(2) // as the load does, now and then one less
                : Chance.poisson(random, Route.PER_HOUR / 60 * story.activity(at));
        used = Math.min(key.limitPerMinute(), used);
        String name = hash.apply(key.secret());
        uses.add(RateLimitUse.ofMinute(name, at, WRITER, used, key.limitPerMinute()));
      }
    }
    for (int i = 0; i < uses.size(); i += AT_ONCE) {
      store.control().putRateLimitUses(uses.subList(i, Math.min(uses.size(), i + AT_ONCE)));
    }
    return uses.size();
  }

  private void annotate(Annotations annotations) {
    Instant incident = story.incidentAt();
    annotations.annotate(story.releaseAt(), "Release 1.4.2", Tags.of("service", "shop"));
    annotations.annotate(
        new TimeRange(incident, incident.plus(Duration.ofHours(4))),
        "The bank was slow and refused payments",
        Tags.of("service", "payments"));
    annotations.annotate(
        new TimeRange(story.offAt(), story.offAt().plus(Duration.ofHours(14))),
        "Moved to another machine",
        Tags.of("service", "shop"));
  }
}
