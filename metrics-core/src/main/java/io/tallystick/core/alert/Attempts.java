package io.tallystick.core.alert;

import io.tallystick.spi.AlertDelivery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often others tried to tell a receiver of an event before this process did, so that its
 * attempts are counted behind theirs. Bounded: of very many the last ones are known. For any
 * thread.
 */
final class Attempts {
  private static final int MOST = 10_000;

  /** Guarded by this. */
  private final Map<String, Integer> before =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST;
        }
      };

  private static String key(String eventId, String receiver) {
    return eventId + "\n" + receiver;
  }

  /** Takes what is known of an event's deliveries. */
  synchronized void goOn(String eventId, String receiver, List<AlertDelivery> known) {
    known.stream()
        .filter(each -> each.receiver().equals(receiver))
        .mapToInt(AlertDelivery::attempt)
        .max()
        .ifPresent(last -> before.put(key(eventId, receiver), last));
  }

  /** The number of an attempt among all that were made. */
  synchronized int number(String eventId, String receiver, int own) {
    return before.getOrDefault(key(eventId, receiver), 0) + Math.max(1, own);
  }
}
