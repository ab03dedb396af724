package io.tallystick.core.collect;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether something that the application depends on can be reached, and how long it takes to
 * connect to it. One that cannot is no failure of this collector: it is what there is to say, and
 * it is asked again as always. The log says when that changes.
 *
 * <p>Behind a pool it takes a connection from that: a pool of which all connections are taken is as
 * good as a database that cannot be reached, and what is measured is how long it takes to get one.
 *
 * <pre>{@code
 * runtime.collectors().add(DependencyCheck.database("postgres", dataSource));
 * runtime.collectors().add(DependencyCheck.tcp("redis", "redis.internal", 6379));
 * runtime.collectors().add(DependencyCheck.of("bank", () -> bank.ping()));
 * }</pre>
 */
public final class DependencyCheck implements Collector, TellsMissing {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
  private static final String UP = "app.dependency.up";
  private static final Logger LOGGER = LoggerFactory.getLogger(DependencyCheck.class);

  private final String dependency;
  private final Tags tags;
  private final Connect connect;

  /** Counts the attempts, so that one that was given up says nothing when it comes back. */
  private final AtomicInteger attempt = new AtomicInteger();

  private final AtomicBoolean isDown = new AtomicBoolean();

  private DependencyCheck(String dependency, Connect connect) {
    this.dependency = dependency;
    this.tags = Tags.of("dependency", dependency);
    this.connect = requireNonNull(connect, "connect");
  }

  /**
   * Connects to a dependency and lets go of it again.
   *
   * <pre>{@code
   * DependencyCheck.Connect ping = () -> bank.ping();
   * }</pre>
   */
  @FunctionalInterface
  public interface Connect {
    /**
     * Connects.
     *
     * @throws Exception when the dependency cannot be reached
     */
    void connect() throws Exception;
  }

  /** A dependency that is reached when this comes to its end without an exception. */
  public static DependencyCheck of(String dependency, Connect connect) {
    return new DependencyCheck(dependency, connect);
  }

  /** A dependency that listens at a port. */
  public static DependencyCheck tcp(String dependency, String host, int port) {
    requireNonNull(host, "host");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "The port of the dependency %s is %d: choose one from 1 to 65535."
              .formatted(dependency, port));
    }
    return new DependencyCheck(dependency, () -> connect(host, port));
  }

  /** A database. */
  public static DependencyCheck database(String dependency, DataSource source) {
    requireNonNull(source, "source");
    return new DependencyCheck(dependency, () -> connect(source));
  }

  private static void connect(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) LONGEST_CONNECT.toMillis());
    }
  }

  private static void connect(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      if (!connection.isValid((int) LONGEST_CONNECT.toSeconds())) {
        throw new SQLException("The connection is not valid.");
      }
    }
  }

  @Override
  public String name() {
    return "dependency." + dependency;
  }

  @Override
  public void collect(Readings to) {
    int mine = attempt.incrementAndGet();
    String failure = null;
    long started = System.nanoTime();
    try {
      connect.connect();
    } catch (Exception isAway) {
      failure = isAway.toString();
    }
    long nanos = System.nanoTime() - started;
    if (mine != attempt.get()) {
      return;
    }
    if (failure == null) {
      up(to, nanos);
    } else {
      down(to, failure);
    }
  }

  private void up(Readings to, long nanos) {
    to.duration("app.dependency.connect.duration_ms", nanos, tags);
    to.gauge(UP, 1, tags);
    if (isDown.compareAndSet(true, false)) {
      LOGGER.warn("The dependency {} can be reached again.", dependency);
    }
  }

  @Override
  public void missing(Readings to, String why) {
    attempt.incrementAndGet();
    down(to, why);
  }

  private void down(Readings to, String why) {
    to.gauge(UP, 0, tags);
    if (isDown.compareAndSet(false, true)) {
      LOGGER.warn("The dependency {} cannot be reached: {}", dependency, oneLine(why));
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
