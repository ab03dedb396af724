package io.tallystick.store.jdbc;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.OwnedBucket;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Pages of buckets. */
final class PagedCursor extends Pages<OwnedBucket> implements BucketCursor {
  PagedCursor(Supplier<Optional<List<OwnedBucket>>> pages) {
    super(pages);
  }
}
