package io.tallystick.core.collect;

import java.util.List;

/**
 * The collectors of a runtime: those that look at the virtual machine and the process, and those
 * that the application adds.
 *
 * <p>For any thread.
 *
 * <pre>{@code
 * runtime.collectors().add(PoolCollector.of("main", dataSource));
 * runtime.collectors().add(CacheCollector.caffeine("sessions", sessions).every(TEN_SECONDS));
 * }</pre>
 */
public interface CollectorRegistry {
  /**
   * Asks this collector too, from now on. After the runtime was closed it is closed at once.
   *
   * @throws IllegalArgumentException when its name is against the rule or another collector has it,
   *     or when its interval or deadline is too short or too long
   */
  CollectorRegistration add(Collector collector);

  /** How each gets on, in the order in which they were added. */
  List<CollectorStatus> status();
}
