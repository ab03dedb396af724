package io.tallystick.core;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.collect.Application;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.CollectorRegistry;
import io.tallystick.core.collect.CollectorSettings;
import io.tallystick.core.collect.PolledCollectors;
import io.tallystick.core.collect.Readings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The collectors of a runtime, and the thread that sees to them. */
final class CollectWork {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(CollectWork.class);

  private final Metrics metrics;
  private final Set<String> off;
  private final boolean tellsOfTheApplication;
  private final Application application;
  private final PolledCollectors door;
  private final DaemonLoop loop;
  private volatile boolean isStarted;

  /**
   * Makes the registry; nothing is asked yet.
   *
   * @param given what the builder was told
   * @param alsoLook what else is looked at as often; it waits for nothing but the log
   */
  CollectWork(
      CollectionOptions options,
      StoreWatch watch,
      List<Collector> given,
      Metrics metrics,
      Supplier<Moment> clock,
      Runnable alsoLook) {
    this.metrics = metrics;
    off = options.off();
    tellsOfTheApplication = !off.contains(CollectorSettings.ALL) && !off.contains(Application.APP);
    application = new Application(options.app(), clock);
    door = new PolledCollectors(options.settings(), metrics, clock);
    application.collectors().forEach(door::add);
    door.add(
        Collector.of(CollectorSettings.STORE, to -> lookAndTell(watch, to))
            .every(StoreWatch.INTERVAL)
            .within(StoreWatch.LONGEST));
    given.forEach(door::add);
    Runnable looking = () -> LastSteps.inTurn(door::look, alsoLook);
    loop = new DaemonLoop("tallystick-collect", clock, LOOK, Duration.ZERO, looking);
  }

  private static void lookAndTell(StoreWatch watch, Readings to) {
    watch.look();
    watch.tell(to);
  }

  CollectorRegistry door() {
    return door;
  }

  void start() {
    loop.start();
    isStarted = true;
    if (tellsOfTheApplication) {
      application.started(metrics);
    }
    warnOfUnknownNames();
  }

  /**
   * A name that is mistyped switches nothing off, and one of a collector to come is not known yet.
   */
  private void warnOfUnknownNames() {
    Set<String> unknown = new TreeSet<>(off);
    unknown.remove(CollectorSettings.ALL);
    unknown.removeIf(door::has);
    if (!unknown.isEmpty()) {
      LOGGER.warn(
          "{} names {}, and no collector is called so yet: there are {}.",
          Options.COLLECTION_OFF.property(),
          unknown,
          door.status().stream().map(each -> each.name()).toList());
    }
  }

  /** Looks now, and not at the next second. */
  void wake() {
    loop.call();
  }

  /** Lets nothing begin any more. */
  void stop() {
    loop.stop();
  }

  /** Stops, while what that means can still be recorded. */
  void close() {
    stop();
    if (isStarted && tellsOfTheApplication) {
      application.stopping(metrics);
    }
    door.close();
  }
}
