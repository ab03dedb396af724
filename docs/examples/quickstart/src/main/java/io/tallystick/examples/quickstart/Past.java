package io.tallystick.examples.quickstart;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Note;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Gives a new store a past, once: a note in the store says that it has one. Who is stopped while it
 * is written goes on with the same past at the next start.
 */
final class Past {
  private static final String NOTE = "quickstart.past";
  private static final String DONE = " done";
  private static final Duration LIMITS = Duration.ofHours(24);
  private static final WriterId WRITER = new WriterId(0x74616c6c79L, 2);
  private static final int AT_ONCE = 1_000;
  private static final double MILLIS = 1_000;

  private final MetricsRuntime runtime;
  private final Story story;

  Past(MetricsRuntime runtime, Story story) {
    this.runtime = runtime;
    this.story = story;
  }

  /** Writes it where it is missing; whether it did. */
  boolean write(PrintStream out) {
    ControlStore control = runtime.storage().control();
    Optional<Note> note = control.note(NOTE);
    if (note.isPresent() && note.get().text().endsWith(DONE)) {
      return false;
    }
    Instant end = note.map(begun -> Instant.parse(begun.text())).orElse(story.end());
    if (note.isEmpty()) {
      control.putNote(new Note(NOTE, 1, end.toString()), 0);
    }
    long started = System.nanoTime();
    Story told = new Story(end, ZoneId.systemDefault());
    long rows =
        new History(runtime.storage(), Shop.SOURCE, runtime.keyedHash(), told).write(end)
            + writeLimits(control, end);
    annotate(told);
    control.putNote(new Note(NOTE, 2, end + DONE), 1);
    double seconds = (double) Duration.ofNanos(System.nanoTime() - started).toMillis() / MILLIS;
    out.printf(Locale.ROOT, "Wrote 13 months of history: %,d rows in %.1f s.%n", rows, seconds);
    return true;
  }

  /** How much of their limits keys used in each minute of the last day. */
  private int writeLimits(ControlStore control, Instant end) {
    SplittableRandom random = new SplittableRandom(end.toEpochMilli());
    List<RateLimitUse> uses = new ArrayList<>();
    Instant last = Granularity.MINUTE.bucketStart(end);
    for (Instant at = last.minus(LIMITS); at.isBefore(last); at = at.plusSeconds(60)) {
      for (ApiKey key : ApiKey.values()) {
        double usual =
            key.batch() > 0 ? key.batch() - 1.5 : Route.PER_HOUR / 60 * story.activity(at);
        long used = Math.min(key.limitPerMinute(), Chance.poisson(random, usual));
        String name = runtime.keyedHash().apply(key.secret());
        uses.add(RateLimitUse.ofMinute(name, at, WRITER, used, key.limitPerMinute()));
      }
    }
    for (int i = 0; i < uses.size(); i += AT_ONCE) {
      control.putRateLimitUses(uses.subList(i, Math.min(uses.size(), i + AT_ONCE)));
    }
    return uses.size();
  }

  private void annotate(Story told) {
    Instant incident = told.incidentAt();
    runtime.annotations().annotate(told.releaseAt(), "Release 1.4.2", Tags.of("service", "shop"));
    runtime
        .annotations()
        .annotate(
            new TimeRange(incident, incident.plus(Duration.ofHours(4))),
            "The bank was slow and refused payments",
            Tags.of("service", "payments"));
    runtime
        .annotations()
        .annotate(
            new TimeRange(told.offAt(), told.offAt().plus(Duration.ofHours(14))),
            "Moved to another machine",
            Tags.of("service", "shop"));
  }
}
