package io.tallystick.store.jdbc.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A network between clients and a {@link DatabaseServer}, with every fault that a test asks for. It
 * passes everything on until it is told otherwise; what it is told holds for open connections too.
 *
 * <pre>{@code
 * try (CuttingProxy proxy = CuttingProxy.before(server)) {
 *   String url = proxy.through(server.freshSchema());
 *   // The server commits, and the client never learns of it.
 *   proxy.rule(
 *       CutRule.once(
 *           frame -> frame.sender() == Frame.Sender.SERVER && frame.text().equals("COMMIT"),
 *           Cut.before(Cut.Ending.RESET)));
 * }
 * }</pre>
 *
 * <p>The server may be restarted behind it. Thread-safe.
 */
public final class CuttingProxy implements AutoCloseable {
  private final DatabaseServer server;
  private final int port = Loopback.freePort();
  private final Traffic traffic = new Traffic();
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private @Nullable ServerSocket door;
  private @Nullable Thread doorkeeper;
  private volatile boolean closed;

  private CuttingProxy(DatabaseServer server) {
    this.server = server;
  }

  /** Opens a proxy on a port of its own. */
  public static CuttingProxy before(DatabaseServer server) {
    CuttingProxy proxy = new CuttingProxy(server);
    proxy.openDoor();
    return proxy;
  }

  /** The port on 127.0.0.1 where clients connect, the same for as long as the proxy lives. */
  public int port() {
    return port;
  }

  /**
   * The URL that leads through this proxy.
   *
   * @param url one of the server's own, such as {@link DatabaseServer#freshSchema} gives
   */
  public String through(String url) {
    String direct = "//127.0.0.1:" + server.port() + "/";
    if (!url.contains(direct)) {
      throw new IllegalArgumentException("%s does not lead to %s".formatted(url, direct));
    }
    return url.replace(direct, "//127.0.0.1:" + port + "/");
  }

  /** Cuts connections where the rule says, in place of the rule before. */
  public void rule(CutRule rule) {
    traffic.rule(rule);
  }

  /**
   * Becomes a black hole: connections stay open, new ones are accepted, and no byte passes. As in
   * one, what clients send waits in their system, so that a client that sends much waits, too.
   * {@link #pass} lets it all go on.
   */
  public void hold() {
    traffic.hold();
  }

  /**
   * Becomes slow.
   *
   * @param bytesPerSecond for each connection and direction; {@link Long#MAX_VALUE} for no limit
   * @param latency what each burst of frames takes longer, one way
   */
  public void slow(long bytesPerSecond, Duration latency) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          bytesPerSecond + " bytes per second: it must be 1 or more");
    }
    traffic.slow(bytesPerSecond, latency);
  }

  /** Refuses new connections; open ones go on. {@link #pass} accepts them again. */
  public synchronized void refuse() {
    closeDoor();
  }

  /** Cuts every open connection now. */
  public void cut(Cut.Ending ending) {
    links.forEach(link -> link.cut(ending));
  }

  /** Passes everything on, at full speed and without a rule, and what was held goes on. */
  public synchronized void pass() {
    traffic.pass();
    links.forEach(Link::release);
    if (door == null) {
      openDoor();
    }
  }

  /** How many connections it has accepted. */
  public int connections() {
    return accepted.get();
  }

  /** How many of them are neither closed nor cut, but for held ones, which count as open. */
  public int open() {
    return (int) links.stream().filter(Link::isOpen).count();
  }

  /** How many cuts have happened, by a rule or by {@link #cut}. */
  public int cuts() {
    return cuts.get();
  }

  /** Cuts every connection and accepts no more. */
  @Override
  public synchronized void close() {
    closed = true;
    closeDoor();
    links.forEach(Link::close);
  }

  private synchronized void openDoor() {
    try {
      ServerSocket opened = new ServerSocket();
      opened.bind(Loopback.address(port));
      door = opened;
      Thread thread = new Thread(() -> accept(opened), "proxy-door-" + port);
      thread.setDaemon(true);
      doorkeeper = thread;
      thread.start();
    } catch (IOException failure) {
      throw new UncheckedIOException("Could not open a proxy on port " + port, failure);
    }
  }

  /**
   * Waits for the thread at the door, too: while that is still in {@code accept} the system keeps
   * the port open, and may hand it one more client.
   */
  private void closeDoor() {
    if (door == null || doorkeeper == null) {
      return;
    }
    try {
      door.close();
      doorkeeper.join();
      door = null;
      doorkeeper = null;
    } catch (IOException failure) {
      throw new UncheckedIOException("Could not close the proxy on port " + port, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while port %d closed".formatted(port));
    }
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        link(opened.accept());
      } catch (IOException closedMeanwhile) {
        continue;
      }
    }
  }

  private void link(Socket client) {
    int number = accepted.incrementAndGet();
    Socket behind = new Socket();
    try {
      behind.connect(Loopback.address(server.port()));
      Link link =
          new Link(number, client, behind, server.framing(), traffic, cuts::incrementAndGet);
      links.removeIf(Link::isClosed);
      links.add(link);
      link.start();
      if (closed) {
        link.close();
      }
    } catch (IOException serverIsDown) {
      Link.reset(client);
      Link.reset(behind);
    }
  }
}
