package io.tallystick.core.ratelimit;

import io.tallystick.Metrics;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was counted to the store, and asks it what others counted.
 *
 * <p>For the thread that may wait for the store. What the store does not take waits, for an hour
 * and a hundred thousand windows at most, and is written again as it is: that changes nothing where
 * the store took it after all.
 *
 * <pre>{@code
 * RateLimitWriter writer = new RateLimitWriter(limits, backend.control(), metrics);
 * writer.flush();
 * }</pre>
 */
public final class RateLimitWriter {
  private static final Logger LOGGER = LoggerFactory.getLogger(RateLimitWriter.class);
  private static final int AT_ONCE = 1_000;
  private static final int MOST_OF_OTHERS = 100_000;

  /** Before the store settles a minute, which it does after two hours. */
  private static final long LONGEST_MINUTES = 60;

  /** How many the store may refuse one by one in a flush, before it is left alone. */
  private static final int MOST_REFUSED = 20;

  private final RateLimits limits;
  private final ControlStore store;
  private final Dropped dropped;
  private boolean isFailing;
  private int refusedNow;

  /** Makes a writer to a store. */
  public RateLimitWriter(RateLimits limits, ControlStore store, Metrics metrics) {
    this.limits = limits;
    this.store = store;
    dropped = new Dropped(metrics);
  }

  /** Writes what changed; nothing is thrown. */
  public void flush() {
    long minute = limits.nowMinute();
    limits.turn(minute);
    if (write(minute)) {
      learnOfOthers(minute);
    }
  }

  /** Counts no more and writes the rest. */
  public void finish() {
    limits.close();
    write(limits.nowMinute());
  }

  /**
   * Gives up what still waits, counts it as dropped, and takes no more.
   *
   * @return how many requests that is
   */
  public long giveUp() {
    limits.close();
    return limits.windows().giveUp();
  }

  /** Whether all was written. */
  private boolean write(long minute) {
    List<MinuteWindow> changed = limits.windows().take(minute - LONGEST_MINUTES);
    for (LimitedKey key : limits.keys().keys()) {
      MinuteWindow window = key.current();
      if (window != null && window.unsent() > 0) {
        changed.add(window);
      }
    }
    refusedNow = 0;
    boolean isWritten = true;
    for (int from = 0; isWritten && from < changed.size(); from += AT_ONCE) {
      isWritten = writeOrSay(changed.subList(from, Math.min(from + AT_ONCE, changed.size())));
    }
    return isWritten;
  }

  private boolean writeOrSay(List<MinuteWindow> some) {
    try {
      send(some);
      isFailing = false;
      return true;
    } catch (StorageException failure) {
      if (!failure.canRetry() && some.size() > 1) {
        return oneByOne(some);
      }
      say(failure);
      return !failure.canRetry() && isSetAside(some.get(0));
    } catch (RuntimeException unknown) { // whether it was kept cannot be known
      say(unknown);
      return false;
    }
  }

  /** So that one which the store never takes does not keep the others from it. */
  private boolean oneByOne(List<MinuteWindow> some) {
    boolean isWritten = true;
    for (int i = 0; isWritten && i < some.size(); i++) {
      isWritten = writeOrSay(some.subList(i, i + 1));
    }
    return isWritten;
  }

  private boolean isSetAside(MinuteWindow window) {
    if (++refusedNow > MOST_REFUSED) {
      return false;
    }
    limits
        .windows()
        .alone(
            () -> {
              dropped.refused(window.unsent());
              window.sent(window.count());
            });
    return true;
  }

  private void say(RuntimeException failure) {
    if (!isFailing) {
      LOGGER.warn(
          "The store does not take the use of rate limits; it waits in memory and is tried again:"
              + " {}",
          String.valueOf(failure.getMessage()));
    }
    isFailing = true;
  }

  /** Writing and noting that are one step for whoever reads. */
  private void send(List<MinuteWindow> some) {
    limits.windows().alone(() -> sendAlone(some));
  }

  private void sendAlone(List<MinuteWindow> some) {
    long[] counts = some.stream().mapToLong(MinuteWindow::count).toArray();
    List<RateLimitUse> uses = new ArrayList<>(counts.length);
    for (int i = 0; i < counts.length; i++) {
      uses.add(use(some.get(i), counts[i]));
    }
    dropped.refused(store.putRateLimitUses(uses));
    for (int i = 0; i < counts.length; i++) {
      some.get(i).sent(counts[i]);
    }
  }

  private static RateLimitUse use(MinuteWindow window, long count) {
    LimitedKey key = window.key();
    return RateLimitUse.ofMinute(
        key.name(),
        Instant.ofEpochMilli(RateLimits.millis(window.minute())),
        key.writer(),
        Math.min(count, RateLimitUse.MOST_A_MINUTE),
        window.limit());
  }

  /** What is there of all, without what this instance brought there. */
  private void learnOfOthers(long minute) {
    Map<String, MinuteWindow> windows = new HashMap<>();
    for (LimitedKey key : limits.keys().keys()) {
      MinuteWindow window = key.current();
      if (window != null && window.minute() == minute) {
        windows.put(key.name(), window);
      }
    }
    if (windows.isEmpty()) {
      return;
    }
    try {
      store
          .rateLimitUses(RateLimitQuery.of(Granularity.MINUTE, range(minute), MOST_OF_OTHERS))
          .forEach(use -> learn(windows.get(use.key()), use.used()));
    } catch (RuntimeException failure) {
      say(failure);
    }
  }

  private static void learn(@Nullable MinuteWindow window, long ofAll) {
    if (window != null) {
      window.others(Math.max(0, ofAll - window.sent()));
    }
  }

  private static TimeRange range(long minute) {
    return new TimeRange(
        Instant.ofEpochMilli(RateLimits.millis(minute)),
        Instant.ofEpochMilli(RateLimits.millis(minute + 1)));
  }
}
