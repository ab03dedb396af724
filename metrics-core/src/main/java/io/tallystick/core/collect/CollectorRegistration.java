package io.tallystick.core.collect;

/**
 * A collector that is asked, until this is closed.
 *
 * <p>The runtime holds on to the collector, and to all that it refers to, as long. Closing is
 * idempotent, never waits, and takes back what the collector showed.
 *
 * <pre>{@code
 * CollectorRegistration sessions = runtime.collectors().add(CacheCollector.of("sessions", cache));
 * // …
 * sessions.close();
 * }</pre>
 */
public interface CollectorRegistration extends AutoCloseable {
  /** Stops asking; the collector is closed on a thread of its own. */
  @Override
  void close();
}
