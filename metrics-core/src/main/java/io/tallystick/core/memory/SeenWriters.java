package io.tallystick.core.memory;

import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.WriterActivity;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who wrote last, in bounded room; guarded by the monitor of who owns it. */
final class SeenWriters {
  private static final int MOST = 10_000;

  /** The one that was seen last is the last. */
  private final Map<WriterId, WriterActivity> byId = new LinkedHashMap<>();

  void see(OwnedBucket kept, Instant now) {
    WriterId writer = kept.writer();
    if (!writer.equals(WriterId.FOLDED)) {
      byId.remove(writer);
      byId.put(
          writer,
          new WriterActivity(writer, kept.series().source(), now.truncatedTo(ChronoUnit.MILLIS)));
      if (byId.size() > MOST) {
        byId.remove(byId.keySet().iterator().next());
      }
    }
  }

  List<WriterActivity> since(Instant seenSince, int most) {
    return byId.values().stream()
        .filter(each -> !each.lastSeen().isBefore(seenSince))
        .sorted(WriterActivity.NEWEST_FIRST)
        .limit(most)
        .toList();
  }

  void clear() {
    byId.clear();
  }
}
