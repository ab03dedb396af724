package io.tallystick.benchmarks.compare;

import java.util.Optional;

/**
 * How long is measured, and how many of the peers.
 *
 * <pre>{@code
 * Effort effort = Effort.named("quick").orElseThrow();
 * }</pre>
 */
public enum Effort {
  /** For a first look: one fork, and of the peers those that a goal names. */
  QUICK(1, 4, 5, 240, false),
  /** Every peer; enough for a table that others may read. */
  STANDARD(2, 3, 5, 450, true),
  /** Every peer, and as long as JMH's own annotations ask for. */
  FULL(3, 5, 5, 1_000, true);

  private final int forks;
  private final int warmupRounds;
  private final int rounds;
  private final int roundMillis;
  private final boolean everyPeer;

  Effort(int forks, int warmupRounds, int rounds, int roundMillis, boolean everyPeer) {
    this.forks = forks;
    this.warmupRounds = warmupRounds;
    this.rounds = rounds;
    this.roundMillis = roundMillis;
    this.everyPeer = everyPeer;
  }

  /** The effort of that name, in small letters. */
  public static Optional<Effort> named(String name) {
    return switch (name) {
      case "quick" -> Optional.of(QUICK);
      case "standard" -> Optional.of(STANDARD);
      case "full" -> Optional.of(FULL);
      default -> Optional.empty();
    };
  }

  int forks() {
    return forks;
  }

  int warmupRounds() {
    return warmupRounds;
  }

  int rounds() {
    return rounds;
  }

  int roundMillis() {
    return roundMillis;
  }

  boolean everyPeer() {
    return everyPeer;
  }
}
