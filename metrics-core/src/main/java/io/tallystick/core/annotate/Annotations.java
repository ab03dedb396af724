package io.tallystick.core.annotate;

import static java.util.Objects.requireNonNull;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Notes on times: releases, incidents, whatever explains a chart.
 *
 * <p>{@code annotate} never waits for the store: a note waits in memory for the next flush, and for
 * the store while it is away, and is written once. The other methods ask the store and may block.
 * Any thread may call.
 *
 * <p>Unlike recording, {@code annotate} throws on what cannot be a note. A text has 1 to 1,000
 * characters without the space around it; control characters in it become U+FFFD. Tags go through
 * the guards that those of metrics go through: a denied key is dropped, what looks like personal
 * data becomes {@code redacted}, what is too long is cut.
 *
 * <pre>{@code
 * runtime.annotations().annotate(Instant.now(), "Release 4.2", Tags.of("service", "api"));
 * runtime.annotations().list(lastDay, 100).forEach(note -> show(note.range(), note.text()));
 * }</pre>
 */
public final class Annotations {
  private static final Comparator<Annotation> OLDEST_FIRST =
      Comparator.comparing((Annotation annotation) -> annotation.range().from())
          .thenComparing(Annotation::id);

  private final ControlStore store;
  private final AnnotationRules rules;
  private final AnnotationQueue queue;
  private final Metrics metrics;

  Annotations(ControlStore store, AnnotationRules rules, AnnotationQueue queue, Metrics metrics) {
    this.store = store;
    this.rules = rules;
    this.queue = queue;
    this.metrics = metrics;
  }

  /**
   * Notes something that happened at a moment.
   *
   * @return the note; empty when there are too many that wait for the store, which is counted, or
   *     when the runtime is closed or switched off
   * @throws IllegalArgumentException when the text, a tag or the time cannot be kept; it says why
   */
  public Optional<Annotation> annotate(Instant time, String text, Tags tags) {
    Instant moment = requireNonNull(time, "time").truncatedTo(ChronoUnit.MILLIS);
    return annotate(new TimeRange(moment, moment), text, tags);
  }

  /**
   * Notes something that went on for a while.
   *
   * @return the note; empty when there are too many that wait for the store, which is counted, or
   *     when the runtime is closed or switched off
   * @throws IllegalArgumentException when the text or a tag cannot be kept; it says why
   */
  public Optional<Annotation> annotate(TimeRange range, String text, Tags tags) {
    Annotation annotation =
        new Annotation(
            UUID.randomUUID().toString(),
            1,
            requireNonNull(range, "range"),
            rules.text(text),
            rules.tags(tags));
    if (queue.add(annotation)) {
      return Optional.of(annotation);
    }
    metrics.count("tallystick.annotation.dropped.count", 1, "reason", "full");
    return Optional.empty();
  }

  /**
   * The notes that begin within a range, the oldest first, those that still wait included.
   *
   * @param most how many at most, at least 1
   * @throws io.tallystick.spi.StorageException when the store fails
   */
  public List<Annotation> list(TimeRange range, int most) {
    requireNonNull(range, "range");
    if (most < 1) {
      throw new IllegalArgumentException(
          "most is %d: ask for at least 1 annotation.".formatted(most));
    }
    Predicate<Annotation> isWithin = it -> range.contains(it.range().from());
    List<Annotation> waiting = queue.all(); // before the store: what leaves here is there
    Map<String, Annotation> byId = new LinkedHashMap<>();
    waiting.stream().filter(isWithin).forEach(it -> byId.put(it.id(), it));
    store.annotations(range, most).forEach(it -> byId.put(it.id(), it));
    return oldest(byId.values(), most);
  }

  private static List<Annotation> oldest(Collection<Annotation> found, int most) {
    return found.stream().sorted(OLDEST_FIRST).limit(most).toList();
  }

  /**
   * Puts another text and other tags in the place of a note's, in the store.
   *
   * @param there as it was listed
   * @return whether it was changed; if not, someone else was first, or it still waits
   * @throws IllegalArgumentException when the text or a tag cannot be kept; it says why
   * @throws io.tallystick.spi.StorageException when the store fails
   */
  public boolean change(Annotation there, String text, Tags tags) {
    Annotation changed =
        new Annotation(
            there.id(), there.version() + 1, there.range(), rules.text(text), rules.tags(tags));
    return store.putAnnotation(changed, there.version());
  }

  /**
   * Removes a note from the store.
   *
   * @param there as it was listed
   * @return whether it went; if not, someone else was first, or it still waits
   * @throws io.tallystick.spi.StorageException when the store fails
   */
  public boolean remove(Annotation there) {
    return store.removeAnnotation(there.id(), there.version());
  }
}
