package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.collect.CollectorsRound;
import java.io.File;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassLoaderTest {
  @ParameterizedTest
  @ValueSource(classes = {RuntimeRound.class, CollectorsRound.class})
  void anApplicationThatIsTakenDownTakesItsClassesAndThreadsAlong(Class<? extends Runnable> round)
      throws Exception {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> loader = new WeakReference<>(loaderOf(round), collected);
    letTheJdkGoOfTheLastRecord();

    for (int attempt = 0; attempt < 300 && !loader.refersTo(null); attempt++) {
      System.gc();
      collected.remove(100);
    }
    assertThat(loader.refersTo(null)).isTrue();
    assertThat(ownThreads()).isEmpty();
  }

  private static Set<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("tallystick-") || name.startsWith("JFR Event Stream"))
        .collect(Collectors.toSet());
  }

  /**
   * A JDK keeps the types for which it made the methods of a record last, softly or not: so it is
   * made to keep those of a record in one more loader.
   */
  private static void letTheJdkGoOfTheLastRecord() throws Exception {
    loaderOf(RecordRound.class);
  }

  /** The thread has the application's loader as its own, as that of a servlet container does. */
  private static ClassLoader loaderOf(Class<? extends Runnable> round) throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> application = loader.loadClass(round.getName());
      assertThat(application.getClassLoader()).isSameAs(loader);
      thread.setContextClassLoader(loader);
      ((Runnable) application.getDeclaredConstructor().newInstance()).run();
      return loader;
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
