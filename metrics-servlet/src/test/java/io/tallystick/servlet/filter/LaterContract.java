package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.servlet.containers.TestContainer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the filter makes of requests that are answered after the chain came back. */
abstract class LaterContract extends FilterBed {
  private final CountDownLatch streaming = new CountDownLatch(1);

  LaterContract(TestContainer.Starter starter) {
    super(starter);
  }

  @Override
  void addServlets(ServletContext context) {
    add(context, "/written", (request, response) -> write(response, 203, 1_000));
    add(
        context,
        "/given",
        (request, response) -> completeLater(request.startAsync(request, response)));
    add(context, "/alone", (request, response) -> completeLater(request.startAsync()));
    add(context, "/at-once", (request, response) -> completeAtOnce(request.startAsync()));
    add(
        context,
        "/dispatch",
        (request, response) -> dispatchLater(request.startAsync(), "/written"));
    add(
        context,
        "/dispatch-twice",
        (request, response) -> dispatchLater(request.startAsync(), "/dispatch"));
    add(
        context,
        "/dispatch-then-later",
        (request, response) -> dispatchLater(request.startAsync(), "/alone"));
    add(
        context,
        "/dispatch-then-throw",
        (request, response) -> dispatchLater(request.startAsync(), "/throwing"));
    add(context, "/throwing", (request, response) -> fail());
    add(context, "/timeout", (request, response) -> request.startAsync().setTimeout(50));
    add(context, "/timeout-answered", LaterContract::answerWhenLate);
    add(context, "/refused-later", (request, response) -> refuseLater(request.startAsync()));
    add(context, "/throwing-though-started", LaterContract::failThoughStarted);
    add(context, "/endless", (request, response) -> writeOn(request.startAsync()));
    add(
        context,
        "/forward-later",
        (request, response) -> request.getRequestDispatcher("/alone").forward(request, response));
  }

  private static void write(ServletResponse response, int status, int bytes) {
    try {
      ((HttpServletResponse) response).setStatus(status);
      response.getOutputStream().write(new byte[bytes]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void completeAtOnce(AsyncContext async) {
    write(async.getResponse(), 202, 1_000);
    async.complete();
  }

  private static void completeLater(AsyncContext async) {
    async.start(() -> completeAtOnce(async));
  }

  private static void dispatchLater(AsyncContext async, String path) {
    async.start(() -> async.dispatch(path));
  }

  private static void fail() {
    throw new IllegalStateException("asked for");
  }

  private static void failThoughStarted(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync();
    fail();
  }

  private static void refuseLater(AsyncContext async) {
    async.start(
        () -> {
          try {
            ((HttpServletResponse) async.getResponse()).sendError(503);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            async.complete();
          }
        });
  }

  private static void answerWhenLate(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.setTimeout(50);
    async.addListener(new LateAnswer());
  }

  /** Writes until nobody reads any more. */
  private void writeOn(AsyncContext async) {
    async.setTimeout(30_000);
    async.start(
        () -> {
          try {
            for (int i = 0; i < 10_000; i++) {
              async.getResponse().getOutputStream().write(new byte[64 << 10]);
              streaming.countDown();
            }
          } catch (IOException e) {
            assertThat(e).isNotNull();
          } finally {
            async.complete();
          }
        });
  }

  private void answers(String path, int status, String statusClass) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(status);
    hasOne(path, "GET", statusClass);
  }

  @Test
  void whatIsAnsweredLaterIsCountedOnceWhenItIsOver() throws Exception {
    answers("/given", 202, "2xx");
    hasSent(1_000);
  }

  @Test
  void whatIsStartedWithTheRequestAloneIsCountedToTheLastByte() throws Exception {
    answers("/alone", 202, "2xx");
    hasSent(1_000);
  }

  @Test
  void whatIsOverBeforeTheChainComesBackIsCountedOnce() throws Exception {
    answers("/at-once", 202, "2xx");
    hasSent(1_000);
  }

  @Test
  void whatIsDispatchedLaterIsCountedOnce() throws Exception {
    answers("/dispatch", 203, "2xx");
    hasSent(1_000);
  }

  @Test
  void whatIsDispatchedTwiceIsCountedOnce() throws Exception {
    answers("/dispatch-twice", 203, "2xx");
    hasSent(1_000);
  }

  @Test
  void whatIsStartedAnewAfterADispatchIsCountedOnce() throws Exception {
    answers("/dispatch-then-later", 202, "2xx");
    hasSent(1_000);
  }

  @Test
  void whatIsForwardedAndAnsweredLaterIsCountedOnce() throws Exception {
    answers("/forward-later", 202, "2xx");
    hasSent(1_000);
  }

  @Test
  void whatFailsAfterADispatchFailed() throws Exception {
    answers("/dispatch-then-throw", 500, "5xx");
  }

  @Test
  void whatFailsAlthoughItWasStartedFailed() throws Exception {
    try (Socket socket = say("GET /throwing-though-started HTTP/1.0\r\n\r\n")) {
      socket.getInputStream().readAllBytes(); // Tomcat may hang up without an answer
    }
    hasOne("/throwing-though-started", "GET", "5xx");
  }

  @Test
  void whatNobodyAnswersInTimeFailed() throws Exception {
    assertThat(get("/timeout").statusCode()).isGreaterThanOrEqualTo(500);
    hasOne("/timeout", "GET", "5xx");
  }

  @Test
  void whatIsAnsweredWhenTheTimeIsOverIsCountedAsThatAnswer() throws Exception {
    answers("/timeout-answered", 503, "5xx");
    hasSent(10);
  }

  @Test
  void anErrorThatIsSentLaterIsCountedOnce() throws Exception {
    answers("/refused-later", 503, "5xx");
  }

  @Test
  void aClientThatGoesAwayWhileItIsAnsweredLaterIsCountedAsOne() throws Exception {
    Socket socket = say("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
    socket.getInputStream().readNBytes(1_000);
    assertThat(streaming.await(30, TimeUnit.SECONDS)).isTrue();
    goAway(socket);

    hasOne("/endless", "GET", "4xx");
  }

  /** Answers when the time is over. */
  private static final class LateAnswer implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {
      write(event.getAsyncContext().getResponse(), 503, 10);
      event.getAsyncContext().complete();
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
