package io.tallystick.core.collect;

import java.lang.management.ManagementFactory;

/** The classes that are loaded. */
final class ClassesCollector implements Collector {
  @Override
  public String name() {
    return "classes";
  }

  @Override
  public void collect(Readings to) {
    to.gauge("jvm.classes.loaded", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }
}
