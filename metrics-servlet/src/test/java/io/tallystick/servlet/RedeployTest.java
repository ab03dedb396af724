package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.servlet.containers.TomcatContainer;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * An application that is taken down leaves the container, whose threads worked for it, as it was.
 */
class RedeployTest {
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("tallystick"))
        .collect(Collectors.toSet());
  }

  /** Deploys an application, works for it, and takes it down. */
  private static TomcatContainer containerBehindAnApplication(ApplicationLoader loader)
      throws IOException {
    TomcatContainer container = TomcatContainer.startWebXml(DeployedApplication.WEB_XML, loader);
    for (int i = 0; i < 20; i++) {
      assertThat(Wire.get(container.port(), "/work").status()).isEqualTo(200);
    }
    assertThat(Wire.get(container.port(), "/metrics").text())
        .contains("order_placed_total{region=\"eu\"} 20")
        .contains("http_requests_total");
    container.undeploy();
    return container;
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    Set<String> before = threads();
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    ApplicationLoader first = new ApplicationLoader();
    WeakReference<Object> loader = new WeakReference<>(first, collected);
    TomcatContainer container = containerBehindAnApplication(first);
    first.close();
    first = new ApplicationLoader();
    // A JDK keeps the types of the record that it made methods for last.
    containerBehindAnApplication(first).close();
    first.close();

    for (int attempt = 0; attempt < 300 && !loader.refersTo(null); attempt++) {
      System.gc();
      collected.remove(100);
    }
    assertThat(loader.refersTo(null)).isTrue();
    assertThat(before).containsAll(threads());
    container.close();
  }

  /** Loads all but the JDK and what the container shares by itself. */
  private static final class ApplicationLoader extends URLClassLoader {
    private static final List<String> PARTS =
        List.of(
            "metrics-api",
            "metrics-core",
            "metrics-servlet",
            "slf4j-api",
            "slf4j-nop",
            "t-digest",
            "caffeine",
            "jackson-core");

    ApplicationLoader() {
      super(
          TestClassPath.where(ApplicationLoader::isOfApplication),
          ClassLoader.getPlatformClassLoader());
    }

    /** What Tomcat would find of the rest holds on to its loader by itself, as drivers do. */
    private static boolean isOfApplication(String entry) {
      boolean isOfTests = entry.contains("metrics-core") && entry.matches(".*test(s.jar|-classes)");
      return !isOfTests && PARTS.stream().anyMatch(entry::contains);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      boolean isShared = name.startsWith("jakarta.servlet.") || name.startsWith("org.apache.");
      return isShared
          ? RedeployTest.class.getClassLoader().loadClass(name)
          : super.loadClass(name, resolve);
    }
  }
}
