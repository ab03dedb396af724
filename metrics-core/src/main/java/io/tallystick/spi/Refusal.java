package io.tallystick.spi;

import java.util.Locale;

/**
 * Why a store did not keep a bucket of a batch that it took.
 *
 * <pre>{@code
 * Refusal.BELOW_HORIZON.id(); // "below_horizon"
 * }</pre>
 */
public enum Refusal {
  /** Its time was purged: what it holds could no longer be folded. */
  BELOW_HORIZON,
  /** It starts more than {@link BucketStore#FARTHEST_AHEAD} after the store's own time. */
  TOO_FAR_AHEAD;

  /** The word that stands for it where refusals are counted. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
