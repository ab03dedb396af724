package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** Metrics that take the times of statements and nothing else. */
final class RecordedTimes {
  private final List<String> samples = new ArrayList<>();
  private final List<Tags> bound = new ArrayList<>();

  Metrics metrics() {
    return (Metrics)
        Proxy.newProxyInstance(
            Metrics.class.getClassLoader(),
            new Class<?>[] {Metrics.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("histogram");
              assertThat(arguments).hasSize(2);
              return histogram((String) arguments[0], (Tags) arguments[1]);
            });
  }

  private Histogram histogram(String name, Tags tags) {
    assertThat(name).isEqualTo("database.query.duration_ms");
    assertThat(tags.asMap()).containsOnlyKeys("operation", "result");
    synchronized (this) {
      bound.add(tags);
    }
    String sample = tags.get("operation") + " " + tags.get("result");
    return new Histogram() {
      @Override
      public void record(long value) {
        throw new AssertionError("Times are not whole: " + value);
      }

      @Override
      public void record(double value) {
        assertThat(value).isBetween(0.0, 600_000.0);
        add(sample);
      }
    };
  }

  private synchronized void add(String sample) {
    samples.add(sample);
  }

  /** What was recorded since it was last asked for. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(samples);
    samples.clear();
    return taken;
  }

  /** The tags of every handle that was ever made. */
  synchronized List<Tags> bound() {
    return List.copyOf(bound);
  }
}
