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
    WeakReference<Object> loader = new WeakReference<>(loaderOf(RuntimeRound.class), collected);
    letTheJdkGoOfTheLastRecord();

    for (int attempt = 0; attempt < 300 && !loader.refersTo(null); attempt++) {
      System.gc();
      collected.remove(100);
    }
    assertThat(loader.refersTo(null)).isTrue();
  }

  /**
   * A JDK keeps the types for which it made the methods of a record last, softly or not: so it is
   * made to keep those of a record in one more loader.
   */
  private static void letTheJdkGoOfTheLastRecord() throws Exception {
    loaderOf(RecordRound.class);
  }

  private static ClassLoader loaderOf(Class<? extends Runnable> round) throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> application = loader.loadClass(round.getName());
      assertThat(application.getClassLoader()).isSameAs(loader);
      ((Runnable) application.getDeclaredConstructor().newInstance()).run();
      return loader;
    }
  }
}
