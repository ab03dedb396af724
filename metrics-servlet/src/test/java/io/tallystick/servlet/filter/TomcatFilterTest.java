package io.tallystick.servlet.filter;

import io.tallystick.servlet.containers.TestContainer;
import io.tallystick.servlet.containers.TomcatContainer;
import jakarta.servlet.ServletContext;
import java.util.function.Consumer;

class TomcatFilterTest extends FilterContract {
  @Override
  TestContainer start(Consumer<ServletContext> application) {
    return TomcatContainer.start(application);
  }
}
