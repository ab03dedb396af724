package io.tallystick.servlet.containers;

import jakarta.servlet.ServletContext;
import java.util.function.Consumer;

/** A real container with one application, listening on the loopback address at a free port. */
public interface TestContainer extends AutoCloseable {
  /** An error with this status, or an {@link UnsupportedOperationException}, has a page. */
  int STATUS_WITH_A_PAGE = 418;

  /** Where that is; nothing is there until an application puts something there. */
  String ERROR_PAGE = "/error-page";

  /** Where it listens. */
  int port();

  @Override
  void close();

  /** Starts a container. */
  interface Starter {
    TestContainer start(Consumer<ServletContext> application);
  }
}
