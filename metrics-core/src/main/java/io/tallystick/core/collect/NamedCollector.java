package io.tallystick.core.collect;

import static java.util.Objects.requireNonNull;

/** A collector made of a name and its work. */
record NamedCollector(String name, Work work) implements Collector {
  NamedCollector {
    requireNonNull(name, "name");
    requireNonNull(work, "work");
  }

  @Override
  public void collect(Readings to) throws Exception {
    work.collect(to);
  }
}
