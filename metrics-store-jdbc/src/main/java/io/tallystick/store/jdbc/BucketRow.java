package io.tallystick.store.jdbc;

import io.tallystick.spi.Bucket;

/** A bucket of a series and a writer, both by their numbers. */
record BucketRow(Bucket bucket, long series, int writer) {
  long startSeconds() {
    return bucket.start().getEpochSecond();
  }
}
