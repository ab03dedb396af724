package io.tallystick.spi;

import java.util.Locale;

/**
 * Whose metric a series is.
 *
 * <pre>{@code
 * SeriesType.SYSTEM.id(); // "system"
 * }</pre>
 */
public enum SeriesType {
  /** The application's own. */
  SYSTEM,
  /** A tenant's. */
  USER;

  /** The word that stands for it in stores and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
