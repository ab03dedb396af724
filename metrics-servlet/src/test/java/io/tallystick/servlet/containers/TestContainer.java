package io.tallystick.servlet.containers;

import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.function.Consumer;

/** A real container with one application, listening on the loopback address at a free port. */
public interface TestContainer extends AutoCloseable {
  /** An error with this status, or an {@link UnsupportedOperationException}, has a page. */
  int STATUS_WITH_A_PAGE = 418;

  /** Where that is; nothing is there until an application puts something there. */
  String ERROR_PAGE = "/error-page";

  /** Where it listens. */
  int port();

  /** For how long it waits for the next bytes of connections that are made from now on. */
  default void waitAtMost(Duration time) {}

  @Override
  void close();

  /** Starts a container. */
  interface Starter {
    TestContainer start(Consumer<ServletContext> application);
  }
}
