package io.tallystick.core;

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
  @Test
  void anApplicationThatIsTakenDownTakesItsClassesAlong() throws Exception {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> loader = new WeakReference<>(loaderOfAnApplication(), collected);
    letTheJdkGoOfTheLastRecord();

    for (int attempt = 0; attempt < 300 && !loader.refersTo(null); attempt++) {
      System.gc();
      collected.remove(100);
    }
    assertThat(loader.refersTo(null)).isTrue();
  }

  /**
   * JDK 17 keeps the types for which it made the methods of a record last, wherever that was: so it
   * is made to keep those of another record.
   */
  private static void letTheJdkGoOfTheLastRecord() {
    Another one = new Another(new OwnThreads());
    assertThat(one.equals(new Another(new OwnThreads()))).isFalse();
    assertThat(one.hashCode()).isEqualTo(one.hashCode());
    assertThat(one.toString()).isNotEmpty();
  }

  private record Another(OwnThreads threads) {}

  private static ClassLoader loaderOfAnApplication() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> application = loader.loadClass(RuntimeRound.class.getName());
      assertThat(application.getClassLoader()).isSameAs(loader);
      ((Runnable) application.getDeclaredConstructor().newInstance()).run();
      return loader;
    }
  }
}
