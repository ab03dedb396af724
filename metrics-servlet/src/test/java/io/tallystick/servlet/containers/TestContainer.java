package io.tallystick.servlet.containers;

import jakarta.servlet.ServletContext;
import java.util.function.Consumer;

/** A real container with one application, listening on the loopback address at a free port. */
public interface TestContainer extends AutoCloseable {
  /** Where it listens. */
  int port();

  @Override
  void close();

  /** Starts a container. */
  interface Starter {
    TestContainer start(Consumer<ServletContext> application);
  }
}
