package io.tallystick.core.collect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks something of the application how it is, again and again.
 *
 * <p>The runtime asks on a thread that is this collector's alone while it is asked, one time after
 * the other. One that does not come back in time is given up: what it comes to is thrown away. One
 * that throws three times in a row is left alone for ten minutes. What it gave last is taken back
 * as soon as it fails, so that nothing old is taken for new.
 *
 * <p>Two collectors that give a gauge of the same name and tags are in each other's way: that of
 * the first is shown, until it does not give it any more.
 *
 * <pre>{@code
 * runtime.collectors().add(
 *     Collector.of("mailbox", readings -> readings.gauge("mailbox.unread", mailbox.unread())));
 * }</pre>
 */
public interface Collector {
  /**
   * Its name, by which it is switched off and shown: a letter or digit and up to 119 more of A-Z,
   * a-z, 0-9, _, ., : and -.
   */
  String name();

  /**
   * Says how it is now.
   *
   * @param to takes the answers
   * @throws Exception when it cannot say it, as often as it likes
   */
  void collect(Readings to) throws Exception;

  /** How often it is asked, a second to a day; null for as often as the runtime's option says. */
  default @Nullable Duration interval() {
    return null;
  }

  /** How long it may take, a second to an hour; null for as long as the runtime's option says. */
  default @Nullable Duration deadline() {
    return null;
  }

  /**
   * Lets go of what it holds, once, when it is no longer asked; also while {@link #collect} runs,
   * where that takes longer than a moment. What it throws is logged.
   */
  default void close() {}

  /** This collector, asked so often. */
  default Collector every(Duration interval) {
    return new TimedCollector(this, interval, deadline());
  }

  /** This collector, given up after so long. */
  default Collector within(Duration deadline) {
    return new TimedCollector(this, interval(), deadline);
  }

  /** A collector that does this work. */
  static Collector of(String name, Work work) {
    return new NamedCollector(name, work);
  }

  /**
   * The work of a collector.
   *
   * <pre>{@code
   * Collector.Work work = readings -> readings.gauge("queue.depth", queue.size());
   * }</pre>
   */
  @FunctionalInterface
  interface Work {
    /**
     * Says how it is now.
     *
     * @throws Exception when it cannot say it
     */
    void collect(Readings to) throws Exception;
  }
}
