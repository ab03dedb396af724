package io.tallystick.core.collect;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collectors of a runtime: those that look at the virtual machine and the process, and those
 * that the application adds.
 *
 * <p>For any thread.
 *
 * <pre>{@code
 * runtime.collectors().add(PoolCollector.of("main", dataSource));
 * runtime.collectors().add(CacheCollector.of("sessions", sessions).every(Duration.ofSeconds(10)));
 * }</pre>
 */
public final class CollectorRegistry {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}");
  private static final Duration TO_CLOSE = Duration.ofMillis(500);
  private static final Logger LOGGER = LoggerFactory.getLogger(CollectorRegistry.class);

  private final CollectorSettings settings;
  private final Metrics metrics;
  private final Supplier<Moment> clock;

  /** Written under this monitor, read without. */
  private final CopyOnWriteArrayList<RegisteredCollector> all = new CopyOnWriteArrayList<>();

  private boolean isClosed;

  /**
   * Begins without any collector.
   *
   * @param metrics where all that is found is recorded
   */
  public CollectorRegistry(CollectorSettings settings, Metrics metrics, Supplier<Moment> clock) {
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Asks this collector too, from now on. After the runtime was closed it is closed at once.
   *
   * @throws IllegalArgumentException when its name is against the rule or another collector has it,
   *     or when its interval or deadline is shorter than a second
   */
  public synchronized CollectorRegistration add(Collector collector) {
    String name = requireName(collector);
    RegisteredCollector added =
        new RegisteredCollector(
            new TimedCollector(collector, collector.interval(), collector.deadline()),
            name,
            settings,
            metrics,
            clock);
    if (isClosed) {
      added.end();
      closeLater(List.of(added));
    } else {
      all.add(added);
    }
    return () -> remove(added);
  }

  private String requireName(Collector collector) {
    String name = collector.name();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The collector %s cannot be called so: choose a letter or digit and up to 119 more of A-Z,"
                  .formatted(name)
              + " a-z, 0-9, _, ., : and -.");
    }
    if (all.stream().anyMatch(each -> each.name().equals(name))) {
      throw new IllegalArgumentException(
          "Another collector is called %s: give each a name of its own.".formatted(name));
    }
    return name;
  }

  private synchronized void remove(RegisteredCollector collector) {
    all.remove(collector);
    if (collector.remove()) {
      closeLater(List.of(collector));
    }
  }

  /** Begins what it is time for and gives up what hangs; for one thread, and never waits. */
  public void look() {
    all.forEach(RegisteredCollector::look);
  }

  /** How each gets on, in the order in which they were added. */
  public List<CollectorStatus> status() {
    return all.stream().map(RegisteredCollector::status).toList();
  }

  /** Waits until a collector is not being asked; whether that came in time. For tests. */
  boolean awaitQuiet(String name, Duration most) throws InterruptedException {
    for (RegisteredCollector each : all) {
      if (each.name().equals(name)) {
        return each.awaitQuiet(most);
      }
    }
    return false;
  }

  /**
   * Asks none any more and lets them close, for which it waits half a second at most. What they
   * showed last stays, for whoever reads it for the last time.
   */
  public void close() {
    Thread closing = closeLater(stopAll());
    try {
      TimeUnit.NANOSECONDS.timedJoin(closing, TO_CLOSE.toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<RegisteredCollector> stopAll() {
    isClosed = true;
    List<RegisteredCollector> stopped = all.stream().filter(RegisteredCollector::end).toList();
    all.clear();
    return stopped;
  }

  /** On a thread of its own, since the application's code may hang. */
  private static Thread closeLater(List<RegisteredCollector> collectors) {
    Thread closing = new Thread(() -> collectors.forEach(CollectorRegistry::closeOne));
    closing.setName("tallystick-collect-closing");
    closing.setDaemon(true);
    closing.start();
    return closing;
  }

  private static void closeOne(RegisteredCollector collector) {
    try {
      collector.close();
    } catch (Throwable failure) { // the thread is ours alone: nothing is kept from the host
      LOGGER.warn("The {} could not be closed", collector.what(), failure);
    }
  }
}
