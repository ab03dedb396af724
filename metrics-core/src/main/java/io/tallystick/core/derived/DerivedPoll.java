package io.tallystick.core.derived;

import io.tallystick.core.polling.Polled;
import io.tallystick.spi.LeaseLostException;
import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A derived metric that is asked for again and again. */
final class DerivedPoll implements Polled {
  /** How the threads of all that is derived begin their names. */
  static final String THREADS = "tallystick-derived-";

  /** What our own store may take beside the statements of a counter. */
  private static final Duration FOR_THE_STORE = Duration.ofSeconds(5);

  private final DerivedMetric metric;
  private final Callable<Runnable> poll;
  private final Duration standard;

  /**
   * Makes a poll.
   *
   * @param poll asks, and gives what to do with the answer
   * @param standard how often, where the metric does not say it
   */
  DerivedPoll(DerivedMetric metric, Callable<Runnable> poll, Duration standard) {
    this.metric = metric;
    this.poll = poll;
    this.standard = standard;
  }

  @Override
  public String name() {
    return metric.name();
  }

  @Override
  public String what() {
    return "derived " + metric;
  }

  @Override
  public String threadName() {
    return THREADS + metric.name();
  }

  @Override
  public Duration interval() {
    @Nullable Duration stated = metric.terms().interval();
    return stated == null ? standard : stated;
  }

  @Override
  public Duration deadline() {
    return metric.terms().timeout().multipliedBy(2).plus(FOR_THE_STORE);
  }

  @Override
  public Runnable ask() throws Exception {
    return poll.call();
  }

  @Override
  public boolean isToBlame(Throwable failure) {
    return !(failure instanceof StorageException || failure instanceof LeaseLostException);
  }
}
