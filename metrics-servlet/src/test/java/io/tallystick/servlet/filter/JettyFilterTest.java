package io.tallystick.servlet.filter;

import io.tallystick.servlet.containers.JettyContainer;
import io.tallystick.servlet.containers.TestContainer;
import jakarta.servlet.ServletContext;
import java.util.function.Consumer;

class JettyFilterTest extends FilterContract {
  @Override
  TestContainer start(Consumer<ServletContext> application) {
    return JettyContainer.start(application);
  }
}
