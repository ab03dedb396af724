package io.tallystick.core.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tallystick.Counter;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were given a moment ago, and those that are on their way: who asks what another asks
 * right now waits for the same work. Bounded by what answers weigh. Any thread may ask.
 *
 * <p>A flight puts its answer on the shelf before it leaves the map of flights, and who makes a
 * flight looks on the shelf again: so nothing is worked out twice at once.
 */
final class Answers {
  /** As {@link Weight} counts; of all shelves about 16 MB. */
  private static final long MOST_WEIGHT = 100_000;

  private final QueryThreads threads;
  private final Duration deadline;
  private final Map<Shelf, Cache<Asked, Object>> shelves = new EnumMap<>(Shelf.class);
  private final Map<Asked, Flight<Object>> flights = new ConcurrentHashMap<>();
  private final Counter hits;
  private final Counter misses;

  /**
   * Makes empty shelves.
   *
   * @param nanos the time that runs on, by which answers grow old
   */
  Answers(QueryThreads threads, Duration deadline, LongSupplier nanos, Metrics metrics) {
    this.threads = threads;
    this.deadline = deadline;
    for (Shelf shelf : Shelf.values()) {
      shelves.put(shelf, newCache(shelf, nanos));
    }
    hits = metrics.counter("tallystick.query.cache.count", Tags.of("result", "hit"));
    misses = metrics.counter("tallystick.query.cache.count", Tags.of("result", "miss"));
  }

  private static Cache<Asked, Object> newCache(Shelf shelf, LongSupplier nanos) {
    return Caffeine.newBuilder()
        .executor(Runnable::run) // the pool that all share is the host's
        .ticker(nanos::getAsLong)
        .expireAfterWrite(shelf.time())
        .maximumWeight(MOST_WEIGHT)
        .weigher((Asked asked, Object answer) -> Weight.of(answer))
        .build();
  }

  /**
   * The answer to a question, perhaps one of a moment ago.
   *
   * @param asked what differs where answers may
   * @param isFresh whether only a new answer will do
   * @param type of which the answer is
   */
  <A> A answer(Shelf shelf, Asked asked, boolean isFresh, Class<A> type, Function<Stop, A> work) {
    Cache<Asked, Object> cache = cache(shelf);
    if (isFresh) {
      A answer = once(type, work);
      cache.put(asked, answer);
      return answer;
    }
    Object there = cache.getIfPresent(asked);
    if (there != null) {
      hits.increment();
      return type.cast(there);
    }
    return type.cast(shared(cache, asked, work::apply));
  }

  /** What is kept, or null. */
  <A> @Nullable A kept(Shelf shelf, Asked asked, Class<A> type) {
    return type.cast(cache(shelf).getIfPresent(asked));
  }

  /** Keeps what was found on the way. */
  void keep(Shelf shelf, Asked asked, Object answer) {
    cache(shelf).put(asked, answer);
  }

  /** An answer of now that is not kept. */
  <A> A once(Class<A> type, Function<Stop, A> work) {
    Flight<Object> flight = new Flight<>(work::apply, deadline, (self, answer) -> {});
    flight.join();
    threads.run(flight);
    return type.cast(flight.await());
  }

  private Object shared(Cache<Asked, Object> cache, Asked asked, Function<Stop, Object> work) {
    while (true) {
      Flight<Object> own = newFlight(cache, asked, work);
      Flight<Object> flight = flights.computeIfAbsent(asked, absent -> own);
      if (flight.join()) {
        if (flight == own) {
          start(cache, asked, own);
        }
        return flight.await();
      }
      flights.remove(asked, flight);
    }
  }

  private Flight<Object> newFlight(
      Cache<Asked, Object> cache, Asked asked, Function<Stop, Object> work) {
    return new Flight<>(
        work,
        deadline,
        (self, answer) -> {
          if (answer != null) {
            cache.put(asked, answer);
          }
          flights.remove(asked, self);
        });
  }

  private void start(Cache<Asked, Object> cache, Asked asked, Flight<Object> flight) {
    Object there = cache.getIfPresent(asked);
    if (there != null) {
      flight.land(there);
      return;
    }
    misses.increment();
    try {
      threads.run(flight);
    } catch (RuntimeException | Error refused) { // there may be no thread to be had
      flight.fail(refused);
    }
  }

  private Cache<Asked, Object> cache(Shelf shelf) {
    Cache<Asked, Object> cache = shelves.get(shelf);
    if (cache == null) {
      throw new IllegalStateException("There is no shelf " + shelf);
    }
    return cache;
  }
}
