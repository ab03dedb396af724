package io.tallystick.architecture.faulty.table;

import io.tallystick.Tags;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Needs a library and, in an array alone, another room. */
final class ImportsTooMuch {
  private final Logger logger = LoggerFactory.getLogger("faulty");
  private Tags @Nullable [][] tags;

  void log(long[] numbers) {
    logger.info("{} {}", numbers, tags);
  }
}
