package io.tallystick.core.collect;

import java.time.Duration;
import java.util.Set;

/**
 * How collectors are asked.
 *
 * <pre>{@code
 * new CollectorSettings(Duration.ofSeconds(30), Duration.ofSeconds(5), Set.of("pinning"));
 * }</pre>
 *
 * @param interval how often, where a collector does not say it
 * @param deadline after what time one is given up, where it does not say it
 * @param off the names of those that are never asked; {@value #ALL} stands for all
 */
public record CollectorSettings(Duration interval, Duration deadline, Set<String> off) {
  /** Stands for every collector. */
  public static final String ALL = "all";

  /** Copies the set. */
  public CollectorSettings {
    off = Set.copyOf(off);
  }

  boolean isOff(String name) {
    return off.contains(ALL) || off.contains(name);
  }
}
