package io.tallystick.store.jdbc.servers;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Says which frames a {@link CuttingProxy} cuts at. It is asked about every frame of every
 * connection, by one thread at a time, and must not wait: all traffic would.
 *
 * <pre>{@code
 * CutRule atEveryFourthAnswer =
 *     frame -> frame.sender() == SERVER && frame.number() % 4 == 0 ? Cut.before(RESET) : Cut.PASS;
 * }</pre>
 */
@FunctionalInterface
public interface CutRule {
  /** What happens at this frame: {@link Cut#PASS} for nothing. */
  Cut at(Frame frame);

  /** Cuts at the first of these frames, whichever connection it is on, and never again. */
  static CutRule once(Predicate<Frame> which, Cut cut) {
    return nth(1, which, cut);
  }

  /** Cuts at the n-th of these frames, counted from 1 over all connections, and never again. */
  static CutRule nth(int n, Predicate<Frame> which, Cut cut) {
    AtomicInteger seen = new AtomicInteger();
    return frame -> which.test(frame) && seen.incrementAndGet() == n ? cut : Cut.PASS;
  }
}
