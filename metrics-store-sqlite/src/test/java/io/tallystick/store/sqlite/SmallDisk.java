package io.tallystick.store.sqlite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of its own, for as long as a test takes. Who is not root may not have one, and its
 * test is left out; for root it must work.
 */
final class SmallDisk implements AutoCloseable {
  private final Path path;

  private SmallDisk(Path path) {
    this.path = path;
  }

  static SmallDisk mounted(Path at, String options) throws IOException {
    assumeTrue(isRoot(), "only root may mount");
    Files.createDirectories(at);
    ChildJvm.run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString()));
    return new SmallDisk(at);
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  Path path() {
    return path;
  }

  /** Takes all the room that is left but a few bytes, until the file is removed. */
  Path fill(long leave) throws IOException {
    Path ballast = path.resolve("ballast");
    long room = Files.getFileStore(path).getUsableSpace() - leave;
    Files.write(ballast, new byte[Math.toIntExact(Math.max(0, room))]);
    return ballast;
  }

  void remount(String options) throws IOException {
    ChildJvm.run(List.of("mount", "-o", "remount," + options, path.toString()));
  }

  @Override
  public void close() throws IOException {
    ChildJvm.run(List.of("umount", "-l", path.toString()));
  }
}
