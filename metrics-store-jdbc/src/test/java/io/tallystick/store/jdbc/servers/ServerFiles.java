package io.tallystick.store.jdbc.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What servers are started from: unpacked and prepared by the first test that needs it, and kept in
 * the build directory until it is cleaned.
 */
final class ServerFiles {
  private static final Path KEPT =
      Path.of(System.getProperty("basedir", ""), "target", "servers").toAbsolutePath();

  private ServerFiles() {}

  /** The kept directory of that name; filled when it is not there yet. */
  static synchronized Path kept(String name, Consumer<Path> fill) {
    Path whole = KEPT.resolve(name);
    try {
      Files.createDirectories(KEPT);
      if (!Files.exists(whole)) {
        Path draft = KEPT.resolve(name + "." + ProcessHandle.current().pid());
        delete(draft);
        Files.createDirectory(draft);
        fill(draft, fill);
        // In one step: another JVM, or the next run, sees all of it or nothing.
        publish(draft, whole);
      }
      return whole;
    } catch (IOException failure) {
      throw new UncheckedIOException("Could not prepare " + whole, failure);
    }
  }

  private static void fill(Path draft, Consumer<Path> fill) throws IOException {
    try {
      fill.accept(draft);
    } catch (RuntimeException failure) {
      delete(draft);
      throw failure;
    }
  }

  private static void publish(Path draft, Path whole) throws IOException {
    try {
      Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      delete(draft);
      if (!Files.exists(whole)) {
        throw failure;
      }
    }
  }

  /** The file of the class path that holds a server; its name tells the server's version. */
  static URL archive(String resource) {
    URL found = ServerFiles.class.getResource(resource);
    if (found == null || !found.getProtocol().equals("jar")) {
      throw new IllegalStateException(
          "No jar on the class path has %s: a test that starts this server needs its archive (for Linux on x86-64) as a dependency."
              .formatted(resource));
    }
    return found;
  }

  static String version(URL archive) {
    String jar = archive.getPath().replaceFirst("\\.jar!.*", "");
    return jar.substring(jar.lastIndexOf('/') + 1);
  }

  /** Deletes what there is, perhaps nothing. */
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          // A server that is just ending deletes files of its own at the same moment.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
