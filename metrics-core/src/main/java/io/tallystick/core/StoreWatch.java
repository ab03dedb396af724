package io.tallystick.core;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.collect.Readings;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.WriterActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the store now and then, and remembers what it saw.
 *
 * <p>{@link #look} may take as long as the store does: it is for a thread that may wait. {@link
 * #status} never waits, for any thread. It looks once a minute at most, because some databases take
 * a while to know their size, and reads the history of the size once in ten minutes, because that
 * has hours. The size itself becomes a metric where the janitor measures it.
 */
final class StoreWatch {
  /** How often it is to look. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  /** How often it looks at most; a little less, so that no look is left out by chance. */
  static final Duration PAUSE = INTERVAL.minusSeconds(10);

  /** How often it asks how large the store was. */
  static final Duration FORECAST_PAUSE = Duration.ofMinutes(10);

  /** Who wrote so lately writes still. */
  static final Duration ACTIVE = Duration.ofMinutes(10);

  /** How long a look may take; some databases have to count. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  static final int MOST_WRITERS = 1_000;

  private static final Duration SEEN = Duration.ofHours(24);
  private static final Duration AHEAD = Duration.ofDays(30);
  private static final int LONGEST_TEXT = 500;
  private static final Logger LOGGER = LoggerFactory.getLogger(StoreWatch.class);

  private final BucketStore store;
  private final OptionalLong mostBytes;
  private final Supplier<Moment> clock;

  /** Guards the next three, for who has it. */
  private final AtomicBoolean isLooking = new AtomicBoolean();

  private Optional<StoreForecast> forecast = Optional.empty();
  private @Nullable Moment looked;
  private @Nullable Moment forecasted;
  private volatile StoreStatus status;

  StoreWatch(BucketStore store, OptionalLong mostBytes, Supplier<Moment> clock) {
    this.store = store;
    this.mostBytes = mostBytes;
    this.clock = clock;
    this.status = StoreStatus.unknown(mostBytes);
  }

  /** What was seen last. */
  StoreStatus status() {
    return status;
  }

  /**
   * Looks, unless it did a moment ago. What the store throws is kept and not thrown on.
   *
   * @throws IllegalStateException when an earlier look has not come back
   */
  void look() {
    if (!isLooking.compareAndSet(false, true)) {
      throw new IllegalStateException("An earlier look at the store has not come back.");
    }
    try {
      lookIfTime(clock.get());
    } finally {
      isLooking.set(false);
    }
  }

  /** Makes metrics of what was seen, unless the last look failed. What nobody knows is no zero. */
  void tell(Readings to) {
    StoreStatus seen = status;
    Instant checkedAt = seen.checkedAt();
    if (seen.lastFailure() != null || checkedAt == null) {
      return;
    }
    seen.forecastBytes().ifPresent(bytes -> to.gauge("tallystick.store.forecast_bytes", bytes));
    if (!seen.writers().isEmpty()) {
      to.gauge("tallystick.store.writers.active", active(seen.writers(), checkedAt));
    }
  }

  private void lookIfTime(Moment now) {
    if (isOver(looked, PAUSE, now)) {
      looked = now;
      lookOrNote(now);
    }
  }

  private static boolean isOver(@Nullable Moment since, Duration pause, Moment now) {
    return since == null || now.elapsedNanos() - since.elapsedNanos() >= pause.toNanos();
  }

  private void lookOrNote(Moment now) {
    try {
      status = seen(now);
    } catch (RuntimeException failure) {
      note(failure);
    }
  }

  private void note(RuntimeException failure) {
    if (status.lastFailure() == null) {
      LOGGER.warn("The store could not be looked at; that is tried again", failure);
    }
    status = status.failed(oneLine(failure));
  }

  private static String oneLine(RuntimeException failure) {
    String line = failure.toString().strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }

  private StoreStatus seen(Moment moment) {
    Instant now = Instant.ofEpochMilli(moment.wallMillis());
    OptionalLong size = store.sizeBytes();
    if (isOver(forecasted, FORECAST_PAUSE, moment)) {
      forecast = StoreForecast.of(SizeHistory.read(store, now));
      forecasted = moment;
    }
    return new StoreStatus(
        size,
        mostBytes,
        whole(forecast.map(each -> Math.round(each.bytesPerDay()))),
        whole(forecast.filter(each -> size.isPresent()).map(each -> ahead(each, size))),
        fullAt(size, now),
        store.writers(now.minus(SEEN), MOST_WRITERS),
        spans(),
        now,
        null);
  }

  private static long ahead(StoreForecast forecast, OptionalLong size) {
    return forecast.bytesAfter(AHEAD, size.orElseThrow());
  }

  private static OptionalLong whole(Optional<Long> number) {
    return number.stream().mapToLong(Long::longValue).findFirst();
  }

  private @Nullable Instant fullAt(OptionalLong size, Instant now) {
    if (size.isEmpty() || mostBytes.isEmpty()) {
      return null;
    }
    long most = mostBytes.getAsLong();
    long there = size.getAsLong();
    return there >= most
        ? now
        : forecast.flatMap(each -> each.reaches(most, there, now)).orElse(null);
  }

  private SortedMap<Granularity, StartSpan> spans() {
    SortedMap<Granularity, StartSpan> spans = new TreeMap<>();
    for (Granularity granularity : Granularity.values()) {
      store.span(granularity).ifPresent(span -> spans.put(granularity, span));
    }
    return spans;
  }

  private static long active(List<WriterActivity> writers, Instant now) {
    return writers.stream().filter(each -> !each.lastSeen().isBefore(now.minus(ACTIVE))).count();
  }
}
