package io.tallystick.core.flush;

import io.tallystick.core.aggregate.Moment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was seen of the store, and the lines about that in the log; any thread may call. */
final class StoreHealth {
  private static final Logger LOGGER = LoggerFactory.getLogger(StoreHealth.class);
  private static final int LONGEST_TEXT = 500;

  private @Nullable Instant awaySince;
  private @Nullable Instant lastConfirmed;
  private @Nullable String lastFailure;
  private @Nullable String storeId;
  private int failuresInARow;

  synchronized boolean isAway() {
    return awaySince != null;
  }

  /** Notes that the store failed; says so the first time. */
  void fail(Moment now, String failure) {
    String text = oneLine(failure);
    if (noteFailure(now, text)) {
      LOGGER.warn(
          "The store does not take what is recorded; recording goes on, it waits in memory and is"
              + " tried again: {}",
          text);
    }
  }

  private synchronized boolean noteFailure(Moment now, String text) {
    boolean isFirst = awaySince == null;
    if (isFirst) {
      awaySince = Instant.ofEpochMilli(now.wallMillis());
    }
    lastFailure = text;
    failuresInARow++;
    return isFirst;
  }

  /** Notes that the store took something; says so when it was away. */
  void succeed(Moment now) {
    if (noteSuccess(now)) {
      LOGGER.info("The store takes what is recorded again.");
    }
  }

  private synchronized boolean noteSuccess(Moment now) {
    boolean wasAway = awaySince != null;
    awaySince = null;
    failuresInARow = 0;
    lastConfirmed = Instant.ofEpochMilli(now.wallMillis());
    return wasAway;
  }

  /** Notes which store it is; whether it is another than before. */
  synchronized boolean isReplacedBy(String id) {
    boolean isAnother = storeId != null && !storeId.equals(id);
    storeId = id;
    return isAnother;
  }

  /** Notes a failure that does not make the store one that is away. */
  synchronized void refuse(String failure) {
    lastFailure = oneLine(failure);
  }

  synchronized FlushStatus status(
      int waitingBuckets, long waitingBytes, Losses losses, long coarsened) {
    return new FlushStatus(
        awaySince,
        lastConfirmed,
        lastFailure,
        failuresInARow,
        waitingBuckets,
        waitingBytes,
        coarsened,
        losses.byReason(),
        storeId);
  }

  /** As a log and a page can show it: a driver's text may have many lines. */
  private static String oneLine(String text) {
    String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }
}
