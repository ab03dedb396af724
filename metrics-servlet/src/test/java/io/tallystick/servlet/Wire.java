package io.tallystick.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that says what it is told to, byte by byte, and reads what comes back. */
final class Wire implements AutoCloseable {
  private static final int LONGEST_WAIT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Wire to(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    return new Wire(socket);
  }

  /** Sends one request, and reads what comes back. */
  static Reply ask(int port, String request) throws IOException {
    try (Wire wire = to(port)) {
      wire.send(request);
      return wire.reply(request.startsWith("HEAD "));
    }
  }

  static Reply get(int port, String path, String... headers) throws IOException {
    return ask(port, request("GET", path, headers));
  }

  /** A request without a body; another host may be among the headers. */
  static String request(String method, String path, String... headers) {
    boolean hasHost =
        List.of(headers).stream()
            .anyMatch(each -> each.toLowerCase(Locale.ROOT).startsWith("host"));
    return method
        + ' '
        + path
        + " HTTP/1.1\r\n"
        + (hasHost ? "" : "Host: localhost\r\n")
        + String.join("", List.of(headers).stream().map(each -> each + "\r\n").toList())
        + "\r\n";
  }

  /** One with a body of JSON. */
  static String post(String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: " + body.length());
    return request("POST", path, all.toArray(String[]::new)) + body;
  }

  /**
   * Whether it could be sent. A server that has heard enough may have gone; what it said before can
   * still be read.
   */
  boolean send(String text) throws IOException {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      return true;
    } catch (SocketException gone) {
      return false;
    }
  }

  /** Says that nothing more will come. */
  void endSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Waits for something to read, at most for so long; whether there is. */
  boolean hasReplyWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    in.mark(1);
    try {
      int first = in.read();
      in.reset();
      return first >= -1;
    } catch (java.net.SocketTimeoutException nothing) {
      return false;
    } finally {
      socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    }
  }

  /** The next answer. */
  Reply reply(boolean isHead) throws IOException {
    try {
      String status = line();
      if (!status.startsWith("HTTP/")) { // closed, or what was said before there were heads
        return Reply.CLOSED;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.merge(
            line.substring(0, colon).toLowerCase(Locale.ROOT),
            line.substring(colon + 1).trim(),
            (one, other) -> one + ", " + other);
      }
      int code = Integer.parseInt(status.split(" ")[1]);
      boolean hasBody = !isHead && code != 304 && code != 204;
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      boolean isWhole = !hasBody || read(headers, body);
      return new Reply(code, headers, body.toByteArray(), isWhole);
    } catch (SocketException reset) {
      return Reply.CLOSED;
    }
  }

  private boolean read(Map<String, String> headers, ByteArrayOutputStream body) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      return readChunks(body);
    }
    String length = headers.get("content-length");
    if (length == null) {
      in.transferTo(body);
      return true;
    }
    body.write(in.readNBytes(Integer.parseInt(length)));
    return body.size() == Integer.parseInt(length);
  }

  private boolean readChunks(ByteArrayOutputStream body) throws IOException {
    for (String size = line(); !size.isEmpty(); size = line()) {
      int length = Integer.parseInt(size, 16);
      body.write(in.readNBytes(length));
      line();
      if (length == 0) {
        return true;
      }
    }
    return false;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
      line.append((char) each);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
