package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** An application may go without the core; then nothing is measured, and nothing breaks. */
class WithoutCoreTest {
  @Test
  void theFilterPassesOnAndTheServletHasNothing() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(
            TestClassPath.where(entry -> !entry.contains("metrics-core")),
            ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      assertThatExceptionOfType(ClassNotFoundException.class)
          .isThrownBy(() -> loader.loadClass("io.tallystick.core.MetricsRuntime"));
      Callable<?> application =
          (Callable<?>)
              loader.loadClass(WithoutCore.class.getName()).getConstructor().newInstance();

      assertThat(application.call()).hasToString("[200, 404, 404, 200]");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
