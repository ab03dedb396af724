package io.tallystick.core.ratelimit;

import static java.util.Objects.requireNonNull;

import io.tallystick.Metrics;
import io.tallystick.spi.RateLimitUse;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes from the host which keys made a request and what their limits are, and warns when one comes
 * near.
 *
 * <p>The host's limiter says who is let through; this one counts with it. Each call counts one
 * request, also one that was turned away. Any thread may call; no call waits, does I/O or throws.
 * What cannot be counted is dropped, and counted in {@code tallystick.dropped.count}: a blank key
 * or one of more than 200 characters, a limit below 1, and keys past the number that is watched at
 * a time. A key that was not used for ten minutes makes room.
 *
 * <p>Of a key its name is kept: what {@code runtime.keyedHash()} makes of it, unless client ids are
 * shown as they are.
 *
 * <p>Counting is exact: each request is in one {@link MinuteWindow} of one {@link LimitedKey}, by
 * an atomic addition that fails when the window was closed, and then it is counted in the next. A
 * window goes to the store whole, again and again while it grows, under a writer of which no other
 * window of the key and minute is. Clocks that go back by a minute or less stay in the newest
 * window; where one goes back further, windows begin anew under another writer within one flush.
 *
 * <pre>{@code
 * RateLimits limits = runtime.rateLimits();
 * limits.onWarning(warning -> log.warn(warning.text()));
 * limits.observe(apiKey, 100);
 * }</pre>
 */
public final class RateLimits {
  static final int LONGEST_KEY = 200;
  private static final long MINUTE_MILLIS = 60_000;
  private static final long PERCENT = 100;

  /** A key makes room when it was not used for so many minutes. */
  private static final long IDLE_MINUTES = 10;

  private final RateLimitSettings settings;
  private final LongSupplier wallMillis;
  private final Dropped dropped;
  private final Warnings warnings;
  private final OwnWindows windows;
  private volatile KeyTable table;
  private volatile boolean isClosed;

  /**
   * Makes the door.
   *
   * @param metrics where it counts what is dropped
   * @param wallMillis the time
   */
  public RateLimits(RateLimitSettings settings, Metrics metrics, LongSupplier wallMillis) {
    this.settings = settings;
    this.wallMillis = wallMillis;
    dropped = new Dropped(metrics);
    warnings = new Warnings(dropped);
    windows = new OwnWindows(dropped);
    table = table(0);
  }

  /** Of a runtime that is switched off: nothing is counted. */
  public static RateLimits none() {
    RateLimits none =
        new RateLimits(
            new RateLimitSettings(
                1, (int) PERCENT, UnaryOperator.identity(), UnaryOperator.identity()),
            Metrics.noop(),
            () -> 0);
    none.isClosed = true;
    return none;
  }

  private KeyTable table(long floor) {
    return new KeyTable(settings, windows::add, floor);
  }

  /** The minute of a time, since 1970. */
  static long minute(long millis) {
    return Math.floorDiv(millis, MINUTE_MILLIS);
  }

  static long millis(long minute) {
    return minute * MINUTE_MILLIS;
  }

  /**
   * Counts a request.
   *
   * @param key the id of whoever made it, such as an API key
   * @param limitPerMinute how many it may make in a minute
   */
  public void observe(@Nullable String key, long limitPerMinute) {
    observe(key, limitPerMinute, 0);
  }

  /**
   * Counts a request of a key whose limiter is shared by several instances and says how many
   * requests were made, this one included. Warnings go by that or by what is known here, whichever
   * is more.
   *
   * @param key the id of whoever made it, such as an API key
   * @param limitPerMinute how many it may make in a minute
   * @param used how many it made, as the limiter says; 0 when it does not say
   */
  public void observe(@Nullable String key, long limitPerMinute, long used) {
    count(key, limitPerMinute, used, false);
  }

  /** The same of a key whose name is known already, such as the name that a filter gave it. */
  public void observeName(@Nullable String name, long limitPerMinute, long used) {
    count(name, limitPerMinute, used, true);
  }

  private void count(@Nullable String id, long limitPerMinute, long used, boolean isName) {
    if (isClosed) {
      return;
    }
    if (id == null || id.length() > LONGEST_KEY || limitPerMinute < 1 || id.isBlank()) {
      dropped.invalid();
      return;
    }
    long limit = Math.min(limitPerMinute, RateLimitUse.MOST_A_MINUTE);
    long told = Math.min(Math.max(0, used), RateLimitUse.MOST_A_MINUTE);
    boolean isCounted = false;
    while (!isCounted && !isClosed) {
      isCounted = tryToCount(id, limit, told, isName);
    }
  }

  /** False when the key was let go meanwhile, or its window closed. */
  private boolean tryToCount(String id, long limit, long told, boolean isName) {
    KeyTable keys = table;
    long now = wallMillis.getAsLong();
    LimitedKey key = isName ? keys.findName(id) : keys.find(id);
    if (key == null) {
      key = isName ? keys.addName(id, now) : keys.add(id, now);
    }
    if (key == null) {
      dropped.surplusKey();
      return true;
    }
    MinuteWindow window = key.window(keys.minute(now), now);
    if (window == null) {
      keys.forget(id, key);
      return false;
    }
    window.limit(limit); // before the request: whoever sees that writes it with its limit
    long count = window.increment();
    if (count < 0) {
      return false;
    }
    if (told > 0) {
      window.told(told);
    }
    warn(window, count, limit, now);
    return true;
  }

  private void warn(MinuteWindow window, long count, long limit, long now) {
    long used = window.used(count);
    if (used * PERCENT >= settings.warnPercent() * limit
        && !warnings.isEmpty()
        && window.warnOnce()) {
      warnings.give(RateLimitWarning.of(window, used, settings.warnPercent(), now));
    }
  }

  /**
   * Tells of each key that comes near its limit, once a minute, when the request comes that brings
   * it there. The listener is called on a thread of its own; when it hangs or throws, nobody else
   * notices. A thousand warnings wait for it at most.
   */
  public void onWarning(Consumer<RateLimitWarning> listener) {
    warnings.add(requireNonNull(listener, "listener"));
  }

  /** How much of a limit is used when a warning is given, in percent. */
  public int warnPercent() {
    return settings.warnPercent();
  }

  OwnWindows windows() {
    return windows;
  }

  /**
   * What the store does not know, for whoever holds the lock of {@link #windows}. Windows that go
   * on come first: one that ends meanwhile is among the others then, and taken once.
   */
  List<Unsent> unsent() {
    Set<MinuteWindow> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (LimitedKey key : table.keys()) {
      MinuteWindow window = key.current();
      if (window != null) {
        found.add(window);
      }
    }
    found.addAll(windows.all());
    return found.stream()
        .map(Unsent::of)
        .filter(unsent -> unsent.requests() > 0 || unsent.told() > 0)
        .toList();
  }

  KeyTable keys() {
    return table;
  }

  long nowMinute() {
    return minute(wallMillis.getAsLong());
  }

  /** Once a flush: lets idle keys go, and begins anew where the clock went far back. */
  void turn(long minute) {
    KeyTable keys = table;
    if (keys.isBehind(minute)) {
      table = table(minute);
      keys.close();
      return;
    }
    keys.raise(minute);
    keys.leaveIdle(minute - IDLE_MINUTES);
  }

  /** Counts no more; what was counted is handed on. */
  void close() {
    isClosed = true;
    table.close();
    warnings.close();
  }
}
