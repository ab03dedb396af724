package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.servlet.containers.TestContainer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter makes of bodies, both ways, and of clients that go away within one. */
abstract class BodyContract extends FilterBed {
  private final CountDownLatch busy = new CountDownLatch(1);

  BodyContract(TestContainer.Starter starter) {
    super(starter);
  }

  @Override
  void addServlets(ServletContext context) {
    add(
        context,
        "/echo",
        (request, response) -> request.getInputStream().transferTo(response.getOutputStream()));
    add(
        context,
        "/echo-of-characters",
        (request, response) -> {
          request.setCharacterEncoding("UTF-8");
          response.setCharacterEncoding("UTF-8");
          request.getReader().transferTo(response.getWriter());
        });
    add(context, "/echo-without-waiting", BodyContract::echoWithoutWaiting);
    add(context, "/unread", (request, response) -> response.setStatus(200));
    add(context, "/form", (request, response) -> request.getParameter("a"));
    add(context, "/writer", BodyContract::write);
    add(context, "/printed", (request, response) -> response.getOutputStream().println("said 1"));
    add(context, "/taken-back", BodyContract::takeBack);
    add(context, "/reset", BodyContract::reset);
    add(context, "/refused", BodyContract::refuse);
    add(context, "/endless-bytes", this::writeBytesOn);
    add(context, "/endless-text", this::writeTextOn);
    add(context, "/upload", this::read);
    add(context, "/failing-reader", BodyContract::failWhenRead);
    add(context, "/failing-writer", BodyContract::failWhenWritten);
    add(context, "/unprintable", BodyContract::printWhatCannotBe);
    add(context, "/upgrade", (request, response) -> request.upgrade(Greeting.class));
  }

  private static void echoWithoutWaiting(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getInputStream().setReadListener(new Echo(request.startAsync(), request, response));
  }

  private static void write(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setCharacterEncoding("UTF-8");
    PrintWriter writer = response.getWriter();
    writer.print("äöü€");
    writer.println(17);
    writer.append('ß').write("\uD83D\uDE00".toCharArray());
    writer.printf("%s", "\uD83D\uDE00");
  }

  private static void takeBack(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().write(new byte[100]);
    response.resetBuffer();
    response.getOutputStream().write(new byte[7]);
  }

  private static void reset(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().write(new byte[100]);
    response.reset();
    response.getWriter().print("seven!!");
  }

  private static void refuse(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().write(new byte[100]);
    response.sendError(503);
  }

  private void writeBytesOn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    for (int i = 0; i < 10_000; i++) {
      response.getOutputStream().write(new byte[64 << 10]);
      response.flushBuffer();
      busy.countDown();
    }
  }

  /** A writer throws nothing, and nobody asks this one. */
  private void writeTextOn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    for (int i = 0; i < 2_000; i++) {
      response.getWriter().write("x".repeat(64 << 10));
      busy.countDown();
    }
  }

  private void read(HttpServletRequest request, HttpServletResponse response) throws IOException {
    busy.countDown();
    request.getInputStream().readAllBytes();
  }

  private static void failWhenRead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.startAsync().setTimeout(500);
    request.getInputStream().setReadListener(new FailingListener());
  }

  private static void failWhenWritten(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.startAsync().setTimeout(500);
    response.getOutputStream().setWriteListener(new FailingListener());
  }

  private static void printWhatCannotBe(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().print("more ");
    response.flushBuffer();
    try {
      response.getOutputStream().print("\u20AC");
    } catch (CharConversionException e) {
      response.getOutputStream().print("EUR");
    }
  }

  private static BodyPublisher chunked(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  private static byte[] bytes(int count) {
    return "x".repeat(count).getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/echo-of-characters", "/echo-without-waiting"})
  void bytesAreCountedBothWaysWithoutALength(String path) throws Exception {
    byte[] body = bytes(300_000);
    HttpResponse<byte[]> response = send(request(path).POST(chunked(body)));

    assertThat(response.body()).isEqualTo(body);
    hasOne(path, "POST", "2xx");
    hasReceived(300_000);
    hasSent(300_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/echo-of-characters", "/echo-without-waiting"})
  void bytesAreCountedBothWaysWithALength(String path) throws Exception {
    byte[] body = "ä€😀 and more".getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> response = send(request(path).PUT(BodyPublishers.ofByteArray(body)));

    assertThat(response.body()).isEqualTo(body);
    hasOne(path, "PUT", "2xx");
    hasReceived(body.length);
    hasSent(body.length);
  }

  @Test
  void whatNobodyReadsIsAsLongAsItWasSaidToBe() throws Exception {
    send(request("/unread").POST(BodyPublishers.ofByteArray(bytes(77))));
    hasOne("/unread", "POST", "2xx");
    hasReceived(77);
  }

  @Test
  void whatTheContainerReadsIsAsLongAsItWasSaidToBe() throws Exception {
    send(
        request("/form")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("a=b")));
    hasOne("/form", "POST", "2xx");
    hasReceived(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/writer", "/printed", "/taken-back", "/reset"})
  void whatIsSentIsCounted(String path) throws Exception {
    int sent = get(path).body().length;

    assertThat(sent).isPositive();
    hasOne(path, "GET", "2xx");
    hasSent(sent);
  }

  @Test
  void whatAnErrorTakesBackIsNotCounted() throws Exception {
    get("/refused");
    hasOne("/refused", "GET", "5xx");
    hasSent(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/endless-bytes", "/endless-text"})
  void aClientThatGoesAwayBeforeItsAnswerEndsIsCountedAsOne(String path) throws Exception {
    Socket socket = say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    socket.getInputStream().readNBytes(1_000);
    assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
    goAway(socket);

    hasOne(path, "GET", "4xx");
  }

  @Test
  void aClientThatGoesAwayWithinItsBodyIsCountedAsOneWithWhatCame() throws Exception {
    Socket socket =
        say(
            "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n0123456789");
    assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
    goAway(socket);

    hasOne("/upload", "POST", "4xx");
    hasReceivedAtMost(10);
  }

  /** Jetty tells no other listener of one that fails to write; it hangs up. */
  @ParameterizedTest
  @ValueSource(strings = {"/failing-reader", "/failing-writer"})
  void aListenerThatFailsIsNoClientThatWentAway(String path) throws Exception {
    try (Socket socket =
        say("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx")) {
      assertThat(socket.getInputStream().read()).isNotEqualTo(0);
      hasOne(path, "POST", "5xx");
    }
  }

  @Test
  void whatCannotBePrintedIsNoClientThatWentAway() throws Exception {
    assertThat(get("/unprintable").statusCode()).isEqualTo(200);
    hasOne("/unprintable", "GET", "2xx");
  }

  @Test
  void anUpgradeIsOneRequest() throws Exception {
    try (Socket socket =
        say(
            "GET /upgrade HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                + "Upgrade: greeting\r\n\r\n")) {
      Scanner answer = new Scanner(socket.getInputStream(), StandardCharsets.ISO_8859_1);
      assertThat(answer.nextLine()).startsWith("HTTP/1.1 101");
      assertThat(answer.findWithinHorizon("hello", 1_000)).isNotNull();
    }
    hasOne("/upgrade", "GET", "1xx");
  }

  /** Says hello in a protocol of its own. */
  public static final class Greeting implements HttpUpgradeHandler {
    @Override
    public void init(WebConnection connection) {
      try (connection) {
        connection.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void destroy() {}
  }

  /** Fails whatever happens. */
  private static final class FailingListener implements ReadListener, WriteListener {
    @Override
    public void onDataAvailable() throws IOException {
      throw new FileNotFoundException("asked for");
    }

    @Override
    public void onAllDataRead() throws IOException {
      throw new FileNotFoundException("asked for");
    }

    @Override
    public void onWritePossible() throws IOException {
      throw new FileNotFoundException("asked for");
    }

    @Override
    public void onError(Throwable thrown) {}
  }

  /** Reads and writes when there is something to be read and room to write, and waits for none. */
  private static final class Echo implements ReadListener, WriteListener {
    private final AsyncContext async;
    private final ServletInputStream in;
    private final ServletOutputStream out;
    private final byte[] buffer = new byte[1_000];
    private boolean isWriting;
    private boolean isOver;

    Echo(AsyncContext async, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      this.async = async;
      this.in = request.getInputStream();
      this.out = response.getOutputStream();
    }

    @Override
    public void onDataAvailable() throws IOException {
      if (isWriting) {
        move();
      } else {
        isWriting = true;
        out.setWriteListener(this);
      }
    }

    @Override
    public void onWritePossible() throws IOException {
      move();
    }

    private synchronized void move() throws IOException {
      while (!isOver && out.isReady() && !in.isFinished() && in.isReady()) {
        int count = in.read(buffer);
        if (count > 0) {
          out.write(buffer, 0, count);
        }
      }
      if (!isOver && in.isFinished() && out.isReady()) {
        isOver = true;
        async.complete();
      }
    }

    @Override
    public void onAllDataRead() throws IOException {
      move();
    }

    @Override
    public void onError(Throwable thrown) {
      async.complete();
      throw new UncheckedIOException(new IOException(thrown));
    }
  }
}
