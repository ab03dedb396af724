package io.tallystick.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.JCStressTest;

/**
 * The stress cases that exist, by the annotation on the compiled classes: jcstress's own list is
 * what is being checked.
 */
final class StressCases {
  private static final String CLASS = ".class";

  private StressCases() {}

  static Set<String> onTheClassPath() throws IOException {
    Path classes = StressRun.directoryOf(StressCases.class);
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(CLASS))
          .map(file -> load(file.substring(0, file.length() - CLASS.length())))
          .filter(type -> type.isAnnotationPresent(JCStressTest.class))
          .map(Class::getCanonicalName)
          .collect(Collectors.toSet());
    }
  }

  private static Class<?> load(String path) {
    try {
      String name = path.replace('/', '.').replace('\\', '.');
      return Class.forName(name, false, StressCases.class.getClassLoader());
    } catch (ClassNotFoundException gone) {
      throw new UncheckedIOException(new IOException(path, gone));
    }
  }
}
