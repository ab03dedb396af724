package io.tallystick.core.collect;

import java.time.Duration;
import java.util.Set;

/**
 * How collectors are asked.
 *
 * <pre>{@code
 * new CollectorSettings(
 *     Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(7), Set.of("gc"));
 * }</pre>
 *
 * @param interval how often, where a collector does not say it
 * @param deadline after what time one is given up, where it does not say it
 * @param phase how long after each multiple of the interval, so that instances do not come at once
 * @param off the names of those that are never asked; {@value #ALL} stands for all but that of the
 *     store
 */
public record CollectorSettings(
    Duration interval, Duration deadline, Duration phase, Set<String> off) {
  /** Sees how the store is, which no other can tell; only its own name switches it off. */
  public static final String STORE = "store";

  /** Stands for every collector but {@link #STORE}. */
  public static final String ALL = "all";

  /** Copies the set. */
  public CollectorSettings {
    off = Set.copyOf(off);
  }

  boolean isOff(String name) {
    return off.contains(name) || (off.contains(ALL) && !name.equals(STORE));
  }
}
