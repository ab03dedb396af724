package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Calls listeners at once and waits for what comes of it, beside whatever waits for them. A call
 * that hangs is left behind on its thread; a hundred at most run or hang.
 */
final class TestCalls {
  private static final int MOST = 100;

  private final Semaphore free = new Semaphore(MOST);
  private final Supplier<Moment> clock;
  private final Outcomes outcomes;

  TestCalls(Supplier<Moment> clock, Outcomes outcomes) {
    this.clock = clock;
    this.outcomes = outcomes;
  }

  List<DeliveryOutcome> call(AlertMessage message, Collection<? extends AlertListener> to) {
    List<TestCall> calls = to.stream().map(each -> begin(message, each)).toList();
    return calls.stream().map(each -> told(message, each.await())).toList();
  }

  private TestCall begin(AlertMessage message, AlertListener listener) {
    TestCall call = new TestCall(message, listener);
    if (!free.tryAcquire()) {
      call.end(Failed.again("%d other test calls are under way: try again".formatted(MOST)));
      return call;
    }
    try {
      Thread thread = new Thread(() -> run(call), "tallystick-deliver-test");
      thread.setDaemon(true);
      thread.start();
    } catch (RuntimeException | Error noThreadLeft) { // the outcome says it
      free.release();
      call.end(Failed.of(noThreadLeft));
    }
    return call;
  }

  private void run(TestCall call) {
    try {
      call.run();
    } finally {
      free.release();
    }
  }

  private DeliveryOutcome told(AlertMessage message, DeliveryOutcome outcome) {
    if (outcome.isDelivered()) {
      outcomes.delivered(message, outcome.receiver(), 1, clock.get());
    } else {
      outcomes.failed(message, outcome.receiver(), 1, clock.get(), outcome.outcome());
    }
    return outcome;
  }
}
