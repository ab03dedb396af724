package io.tallystick.store.jdbc.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine that no one outside can reach. */
final class Loopback {
  private static final int ATTEMPTS = 1_000;

  private Loopback() {}

  static InetSocketAddress address(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** Below the ports that a system gives to outgoing connections: who comes back finds it free. */
  static int freePort() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(15_000, 30_000);
      try (ServerSocket free = new ServerSocket()) {
        free.bind(address(candidate));
        return candidate;
      } catch (IOException inUse) {
        continue;
      }
    }
    throw new IllegalStateException("None of " + ATTEMPTS + " ports was free");
  }
}
