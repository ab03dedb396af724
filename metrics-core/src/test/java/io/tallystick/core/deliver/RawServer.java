package io.tallystick.core.deliver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server on this machine that answers whatever the test says, or does worse. */
final class RawServer implements AutoCloseable {
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final boolean isPatient;
  private final Behaviour behaviour;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What it does with a connection once the request was read. */
  interface Behaviour {
    void answer(OutputStream out, CountDownLatch closed) throws Exception;
  }

  private RawServer(boolean isPatient, Behaviour behaviour) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    this.isPatient = isPatient;
    this.behaviour = behaviour;
    Thread thread = new Thread(this::serve, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  static RawServer doing(Behaviour behaviour) throws IOException {
    return new RawServer(true, behaviour);
  }

  /** One that does not wait for a request. */
  static RawServer doingAtOnce(Behaviour behaviour) throws IOException {
    return new RawServer(false, behaviour);
  }

  static RawServer answering(String reply) throws IOException {
    return doing((out, closed) -> out.write(reply.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Sends this, and then the last part again and again, with a pause before each. */
  static RawServer dripping(String first, String again) throws IOException {
    return doing(
        (out, closed) -> {
          out.write(first.getBytes(StandardCharsets.ISO_8859_1));
          while (!closed.await(20, TimeUnit.MILLISECONDS)) {
            out.write(again.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
          }
        });
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        requests.add(isPatient ? request(socket.getInputStream()) : "");
        behaviour.answer(socket.getOutputStream(), closed);
        socket.getOutputStream().flush();
      } catch (Exception gone) {
        requests.add("gone: " + gone);
      }
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = "";
    while (!isWhole(text)) {
      int next = in.read();
      if (next < 0) {
        return text;
      }
      bytes.write(next);
      text = next == '\n' || next == '}' ? bytes.toString(StandardCharsets.UTF_8) : text;
    }
    return text;
  }

  private static boolean isWhole(String text) {
    int end = text.indexOf("\r\n\r\n");
    int at = text.indexOf("Content-Length: ");
    if (end < 0 || at < 0) {
      return false;
    }
    int length = Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
    return text.substring(end + 4).getBytes(StandardCharsets.UTF_8).length >= length;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
