package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassLoaderTest {
  private static final String DRIVER = "org.sqlite.JDBC";

  @Test
  void theDriverThatRegistersWithTheJdkIsNotLoaded() throws Exception {
    try (ApplicationLoader loader = new ApplicationLoader()) {
      loader.runRound();

      assertThat(loader.hasLoaded("org.sqlite.core.NativeDB")).isTrue();
      assertThat(loader.hasLoaded(DRIVER)).isFalse();
    }
  }

  @Test
  void anApplicationThatIsTakenDownTakesItsClassesAlong() throws Exception {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> loader = new WeakReference<>(loaderBehindARound(), collected);
    loaderBehindARound(); // a JDK keeps the types of the record that it made methods for last

    for (int attempt = 0; attempt < 300 && !loader.refersTo(null); attempt++) {
      System.gc();
      collected.remove(100);
    }
    assertThat(loader.refersTo(null)).isTrue();
  }

  private static ClassLoader loaderBehindARound() throws Exception {
    try (ApplicationLoader loader = new ApplicationLoader()) {
      loader.runRound();
      return loader;
    }
  }

  /** Loads everything but the JDK by itself, as a servlet container does for an application. */
  private static final class ApplicationLoader extends URLClassLoader {
    ApplicationLoader() throws Exception {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws Exception {
      List<URL> path = new ArrayList<>();
      String entries =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      for (String entry : entries.split(File.pathSeparator)) {
        path.add(Path.of(entry).toUri().toURL());
      }
      return path.toArray(URL[]::new);
    }

    void runRound() throws Exception {
      Class<?> round = loadClass(StoreRound.class.getName());
      ((Runnable) round.getDeclaredConstructor().newInstance()).run();
    }

    boolean hasLoaded(String name) {
      return findLoadedClass(name) != null;
    }
  }
}
