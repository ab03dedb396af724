package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** An application may go without the core; then nothing is measured, and nothing breaks. */
class WithoutCoreTest {
  private static URL[] classPathWithoutCore() {
    String entries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(entries.split(File.pathSeparator))
        .filter(each -> !each.contains("metrics-core"))
        .map(WithoutCoreTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFilterPassesOnAndTheServletHasNothing() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPathWithoutCore(), ClassLoader.getPlatformClassLoader())) {
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
