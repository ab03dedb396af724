package io.tallystick.store.jdbc;

import io.tallystick.spi.StretchCursor;
import io.tallystick.spi.StretchTotal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Pages of totals. */
final class PagedTotals extends Pages<StretchTotal> implements StretchCursor {
  PagedTotals(Supplier<Optional<List<StretchTotal>>> pages) {
    super(pages);
  }
}
