package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.Databases.Place;
import java.io.File;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drivers leave nothing behind in the JDK that would keep an application that was taken down. */
class DriversTest {
  @ParameterizedTest
  @EnumSource
  void anApplicationThatIsTakenDownTakesItsClassesAlong(Databases kind) throws Exception {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    Place place = kind.fresh();
    WeakReference<Object> loader = new WeakReference<>(loaderBehindARound(place), collected);
    loaderBehindARound(place); // a JDK keeps the types of the record that it made methods for last

    for (int attempt = 0; attempt < 600 && !loader.refersTo(null); attempt++) {
      System.gc();
      collected.remove(100);
    }
    assertThat(loader.refersTo(null)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void driversThatTheApplicationHasStayRegistered(Databases kind) {
    Place place = kind.fresh();
    List<Driver> before = DriverManager.drivers().toList();
    try (StorageBackend store = place.open()) {
      store.prepare();
    }
    assertThat(DriverManager.drivers()).containsExactlyElementsOf(before);
  }

  private static ClassLoader loaderBehindARound(Place place) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (ApplicationLoader loader = new ApplicationLoader()) {
      Thread.currentThread().setContextClassLoader(loader);
      loader
          .loadClass(StoreRound.class.getName())
          .getMethod("run", String.class, String.class, String.class)
          .invoke(null, place.url(), place.user(), place.password());
      return loader;
    } finally {
      Thread.currentThread().setContextClassLoader(before);
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
  }
}
