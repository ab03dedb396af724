package io.tallystick.benchmarks.crash;

import io.tallystick.benchmarks.crash.WrittenBucket.Place;
import io.tallystick.spi.OwnedBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one killed child has left: what it said, its ledger, and what is stored of it. */
final class Remains {
  private final Heard heard;
  private final Map<Place, WrittenBucket> written;
  private final Totals stored;
  private final Totals recorded;
  private final long lostMillis;

  Remains(Child child, Stored all) {
    List<OwnedBucket> buckets = all.of(child.heard().writers());
    Ledger ledger = Ledger.read(child.ledger());
    heard = child.heard();
    written = Stored.written(buckets);
    stored = Totals.ofBuckets(buckets);
    recorded = ledger.totals();
    lostMillis = ledger.millisOfLatest(lostSamples());
  }

  /** What is wrong: something is missing that was confirmed, or is there that was not recorded. */
  List<String> faults() {
    List<String> faults = new ArrayList<>(heard.failures());
    faults.addAll(heard.faults(written));
    faults.addAll(stored.beyond(recorded));
    return faults;
  }

  Heard heard() {
    return heard;
  }

  Map<Place, WrittenBucket> written() {
    return written;
  }

  long storedSamples() {
    return stored.samples();
  }

  long recordedSamples() {
    return recorded.samples();
  }

  long lostSamples() {
    return recorded.samples() - stored.samples();
  }

  /** For how long the lost samples were recorded. */
  long lostMillis() {
    return lostMillis;
  }

  boolean isKilledInAWrite() {
    return heard.isInFlight();
  }

  /** Whether the write that was under way is stored. */
  boolean isLastWriteStored() {
    return heard.isInFlightStored(written);
  }
}
