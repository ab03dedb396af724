package io.tallystick.core.collect;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;

/**
 * How much a rate limiter of the application has left.
 *
 * <pre>{@code
 * runtime.collectors().add(LimiterCollector.of("mail", () -> limiter.availablePermits()));
 * }</pre>
 */
public final class LimiterCollector implements Collector {
  private final String name;
  private final Tags tags;
  private final LimiterFigures figures;

  private LimiterCollector(String limiter, LimiterFigures figures) {
    this.name = "limiter." + limiter;
    this.tags = Tags.of("limiter", limiter);
    this.figures = requireNonNull(figures, "figures");
  }

  /** A limiter that tells of itself. */
  public static LimiterCollector of(String limiter, LimiterFigures figures) {
    return new LimiterCollector(limiter, figures);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void collect(Readings to) {
    to.gauge("rate_limiter.permits.available", figures.available(), tags);
    int waiting = figures.waiting();
    if (waiting >= 0) {
      to.gauge("rate_limiter.waiting", waiting, tags);
    }
    to.total("rate_limiter.rejected.count", figures.rejected(), tags);
  }
}
