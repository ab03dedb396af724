package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The receivers, a hundred at most: for another one the one goes that was told nothing for the
 * longest time and for which nothing waits. For any thread.
 */
final class Receivers {
  static final int MOST = 100;

  private final Function<String, Receiver> maker;
  private final Map<String, Receiver> byName = new LinkedHashMap<>();

  Receivers(Function<String, Receiver> maker) {
    this.maker = maker;
  }

  /**
   * Offers to the receiver of this name, which is made where there is none; whether there was room
   * for it. Under the monitor, so that none goes that was just found.
   */
  synchronized boolean offer(
      String name, AlertMessage message, AlertListener listener, Moment now) {
    Receiver receiver = byName.get(name);
    if (receiver == null) {
      if (!hasRoom()) {
        return false;
      }
      receiver = maker.apply(name);
      byName.put(name, receiver);
    }
    receiver.offer(message, listener, now);
    return true;
  }

  private boolean hasRoom() {
    if (byName.size() < MOST) {
      return true;
    }
    Optional<Map.Entry<String, Receiver>> idle =
        byName.entrySet().stream()
            .filter(each -> each.getValue().isIdle())
            .min(Comparator.comparingLong(each -> each.getValue().usedNanos()));
    idle.ifPresent(each -> byName.remove(each.getKey()));
    return idle.isPresent();
  }

  synchronized @Nullable Receiver known(String name) {
    return byName.get(name);
  }

  synchronized List<Receiver> all() {
    return List.copyOf(byName.values());
  }
}
