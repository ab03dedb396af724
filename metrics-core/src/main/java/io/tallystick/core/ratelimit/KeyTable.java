package io.tallystick.core.ratelimit;

import io.tallystick.spi.WriterId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are watched in the name of one writer, so many at most. Any thread looks for one;
 * one thread lets them go.
 *
 * <p>A table is closed before its keys are let go. Who adds one looks afterwards whether it is
 * closed, and then lets the key go itself: so none stays behind that nobody brings to the store.
 */
final class KeyTable {
  private final WriterId writer = WriterId.random();
  private final int most;
  private final RateLimitSettings settings;
  private final Consumer<MinuteWindow> left;
  private final Map<String, LimitedKey> byId = new ConcurrentHashMap<>();
  private final Map<String, LimitedKey> byName = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private volatile boolean isClosed;

  /** No window of a minute before it is begun, so that minutes of one name never come again. */
  private volatile long floor;

  KeyTable(RateLimitSettings settings, Consumer<MinuteWindow> left, long floor) {
    this.most = settings.mostKeys();
    this.settings = settings;
    this.left = left;
    this.floor = floor;
  }

  /** Null when it is not there. */
  @Nullable LimitedKey find(String id) {
    return byId.get(id);
  }

  @Nullable LimitedKey findName(String name) {
    return byName.get(name);
  }

  /** The key of an id, made where there is room; null where there is none. */
  @Nullable LimitedKey add(String id, long nowMillis) {
    if (size.get() >= most) {
      return null; // a flood of ids costs no hash
    }
    LimitedKey key = addClean(settings.name().apply(id), nowMillis);
    if (key != null && byId.size() < most) {
      byId.put(id, key);
    }
    return key;
  }

  /** The same of a key that is known by its name already. */
  @Nullable LimitedKey addName(String name, long nowMillis) {
    return addClean(settings.clean().apply(name), nowMillis);
  }

  private @Nullable LimitedKey addClean(String name, long nowMillis) {
    LimitedKey there = byName.get(name);
    if (there != null) {
      return there;
    }
    if (size.incrementAndGet() > most) {
      size.decrementAndGet();
      return null;
    }
    LimitedKey made = new LimitedKey(name, writer, left, minute(nowMillis), nowMillis);
    LimitedKey first = byName.putIfAbsent(name, made);
    if (first != null) {
      size.decrementAndGet();
      return first;
    }
    if (isClosed) {
      made.leave();
    }
    return made;
  }

  /** The minute in which a request of now is counted. */
  long minute(long nowMillis) {
    return Math.max(RateLimits.minute(nowMillis), floor);
  }

  /** Where the clock went back by more than a minute, another table has to go on. */
  boolean isBehind(long minute) {
    return minute < floor - 1;
  }

  void raise(long minute) {
    floor = Math.max(floor, minute);
  }

  Collection<LimitedKey> keys() {
    return byName.values();
  }

  /** Lets keys go that were not used since a minute. */
  void leaveIdle(long since) {
    for (LimitedKey key : byName.values()) {
      if (key.leaveIfIdle(since)) {
        forget(key);
      }
    }
    byId.values().removeIf(LimitedKey::isGone);
  }

  /** Removes a key that was let go, so that its successor can come; whoever finds it may. */
  void forget(LimitedKey gone) {
    if (byName.remove(gone.name(), gone)) {
      size.decrementAndGet();
    }
  }

  void forget(String id, LimitedKey gone) {
    byId.remove(id, gone);
    forget(gone);
  }

  /** Lets all go, and each that still comes. */
  void close() {
    isClosed = true;
    byName.values().forEach(LimitedKey::leave);
  }
}
