package io.tallystick.core.flush;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A window of time of one writer; the oldest come first. */
record Window(Instant start, Granularity granularity, WriterId writer)
    implements Comparable<Window> {
  private static final Comparator<Window> ORDER =
      Comparator.comparing(Window::start)
          .thenComparing(Window::granularity)
          .thenComparing(Window::writer);

  /** The window that a bucket lies in. */
  static Window of(OwnedBucket owned) {
    return new Window(owned.bucket().start(), owned.granularity(), owned.writer());
  }

  Instant end() {
    return start.plus(granularity.width());
  }

  /** The window of a wider granularity, not of a day, that it lies in. */
  Window within(Granularity wider) {
    return new Window(wider.bucketStart(start), wider, writer);
  }

  /** The windows of the next finer granularity that it is made of; none below a minute. */
  List<Window> parts() {
    Optional<Granularity> finer = granularity.finer();
    List<Window> parts = new ArrayList<>();
    if (finer.isPresent()) {
      for (Instant at = start; at.isBefore(end()); at = at.plus(finer.get().width())) {
        parts.add(new Window(at, finer.get(), writer));
      }
    }
    return parts;
  }

  @Override
  public int compareTo(Window other) {
    return ORDER.compare(this, other);
  }
}
