package io.tallystick.core.spike;

/**
 * Which jumps of a series are spikes.
 *
 * <pre>{@code
 * SpikeSettings.standard().withDirection(Direction.BOTH);
 * }</pre>
 */
public enum Direction {
  /** Jumps to more: errors, latencies, queues. */
  UP,
  /** Jumps to less: a traffic that breaks away. */
  DOWN,
  /** Jumps to more and to less. */
  BOTH;

  boolean covers(Side side) {
    return this == BOTH || (this == UP) == (side == Side.ABOVE);
  }
}
