package io.tallystick.store.jdbc.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How root starts a server that refuses root: in a user namespace of its own where that is allowed
 * (files stay root's), as nobody elsewhere, as in most containers.
 */
enum Unprivileged {
  SELF(List.of()),
  NAMESPACE(List.of("unshare", "--user")),
  NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

  private static final int NOBODY_ID = 65534;

  private final List<String> prefix;

  Unprivileged(List<String> prefix) {
    this.prefix = prefix;
  }

  static Unprivileged here() {
    if (!isRoot()) {
      return SELF;
    }
    return NAMESPACE.works() ? NAMESPACE : NOBODY;
  }

  static boolean isRoot() {
    return userId() == 0;
  }

  static int userId() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Each of them replaces itself by the command: the process keeps its id. */
  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  /** Hands files to whom the command will run as. */
  void own(Commands commands, Path tree) {
    if (this == NOBODY) {
      commands.run(List.of("chown", "-R", NOBODY_ID + ":" + NOBODY_ID, tree.toString()));
    }
  }

  private boolean works() {
    try {
      // As PostgreSQL does, by a name: an id alone is not enough.
      Process probe = new ProcessBuilder(command(List.of("id", "-un"))).start();
      return probe.onExit().join().exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
