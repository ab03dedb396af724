package io.tallystick.core.collect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks another collector for what a virtual machine may not offer: it was put together without a
 * module, or does not allow it. That is no failure, and not mended by asking again: so it is left
 * out, without noise.
 */
record OfferedCollector(Collector collector) implements Collector {
  private static final Logger LOGGER = LoggerFactory.getLogger(OfferedCollector.class);

  @Override
  public String name() {
    return collector.name();
  }

  @Override
  public void collect(Readings to) throws Exception {
    try {
      collector.collect(to);
    } catch (LinkageError | SecurityException isNotOffered) {
      LOGGER.debug("The virtual machine does not offer what {} asks for", name(), isNotOffered);
    }
  }

  @Override
  public void close() {
    collector.close();
  }
}
