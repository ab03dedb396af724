package io.tallystick.core.collect;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * How busy an executor is.
 *
 * <pre>{@code
 * runtime.collectors().add(ExecutorCollector.pool("mail", mailThreads));
 * }</pre>
 */
public final class ExecutorCollector implements Collector {
  private final String name;
  private final Tags tags;
  private final ExecutorFigures figures;

  private ExecutorCollector(String executor, ExecutorFigures figures) {
    this.name = "executor." + executor;
    this.tags = Tags.of("executor", executor);
    this.figures = requireNonNull(figures, "figures");
  }

  /** An executor that tells of itself. */
  public static ExecutorCollector of(String executor, ExecutorFigures figures) {
    return new ExecutorCollector(executor, figures);
  }

  /**
   * A {@link ThreadPoolExecutor} or a {@link ForkJoinPool}.
   *
   * @throws IllegalArgumentException when it is neither, such as one that only hides another
   */
  public static ExecutorCollector pool(String name, Executor executor) {
    if (executor instanceof ThreadPoolExecutor pool) {
      return new ExecutorCollector(name, new PoolOfThreads(pool));
    }
    if (executor instanceof ForkJoinPool pool) {
      return new ExecutorCollector(name, new PoolOfWorkers(pool));
    }
    throw new IllegalArgumentException(
        "The executor %s is %s, which does not tell how busy it is: give ExecutorFigures, or the pool behind it."
            .formatted(name, requireNonNull(executor, "executor").getClass().getName()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void collect(Readings to) {
    known(to, "executor.threads.active", figures.active());
    known(to, "executor.threads.size", figures.threads());
    known(to, "executor.threads.max", figures.max());
    known(to, "executor.tasks.waiting", figures.waiting());
    to.total("executor.task.count", figures.done(), tags);
  }

  private void known(Readings to, String gauge, long value) {
    if (value >= 0) {
      to.gauge(gauge, value, tags);
    }
  }

  private record PoolOfThreads(ThreadPoolExecutor pool) implements ExecutorFigures {
    @Override
    public int active() {
      return pool.getActiveCount();
    }

    @Override
    public long waiting() {
      return pool.getQueue().size();
    }

    @Override
    public int threads() {
      return pool.getPoolSize();
    }

    @Override
    public int max() {
      return pool.getMaximumPoolSize();
    }

    @Override
    public long done() {
      return pool.getCompletedTaskCount();
    }
  }

  /** Such a pool does not count what it has done. */
  private record PoolOfWorkers(ForkJoinPool pool) implements ExecutorFigures {
    @Override
    public int active() {
      return pool.getActiveThreadCount();
    }

    @Override
    public long waiting() {
      return pool.getQueuedTaskCount() + pool.getQueuedSubmissionCount();
    }

    @Override
    public int threads() {
      return pool.getPoolSize();
    }

    @Override
    public int max() {
      return pool.getParallelism();
    }
  }
}
