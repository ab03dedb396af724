package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.servlet.containers.JettyContainer;
import io.tallystick.servlet.containers.TestContainer;
import io.tallystick.servlet.containers.TomcatContainer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the filter makes of requests that come over HTTP/2, many on one connection. */
class Http2FilterTest {
  @Nested
  class Jetty extends Contract {
    Jetty() {
      super(JettyContainer::startWithHttp2);
    }
  }

  @Nested
  class Tomcat extends Contract {
    Tomcat() {
      super(TomcatContainer::startWithHttp2);
    }
  }

  abstract static class Contract extends FilterBed {
    Contract(TestContainer.Starter starter) {
      super(starter);
    }

    @Override
    FilterSettings settings() {
      return FilterSettings.standard().exclude("/first");
    }

    @Override
    void addServlets(ServletContext context) {
      add(context, "/first", (request, response) -> response.setStatus(200));
      add(
          context,
          "/echo",
          (request, response) -> request.getInputStream().transferTo(response.getOutputStream()));
      add(context, "/later", (request, response) -> answerLater(request.startAsync()));
      add(context, "/endless", Contract::writeOn);
      add(
          context,
          "/throwing",
          (request, response) -> {
            throw new IllegalStateException("asked for");
          });
    }

    private static void answerLater(AsyncContext async) {
      async.start(
          () -> {
            try {
              async.getResponse().getOutputStream().write(new byte[1_000]);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            } finally {
              async.complete();
            }
          });
    }

    private static void writeOn(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      for (int i = 0; i < 10_000; i++) {
        response.getOutputStream().write(new byte[64 << 10]);
        response.flushBuffer();
      }
    }

    /** The client asks for HTTP/2 by the first request, whose body may not be long. */
    @BeforeEach
    void comeToAnUnderstanding() throws Exception {
      get("/first");
      assertThat(get("/first").version()).isEqualTo(Version.HTTP_2);
    }

    @Test
    void bytesAreCountedBothWays() throws Exception {
      byte[] body = new byte[300_000];
      HttpResponse<byte[]> response =
          send(
              request("/echo")
                  .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

      assertThat(response.body()).hasSize(body.length);
      hasOne("/echo", "POST", "2xx");
      hasReceived(body.length);
      hasSent(body.length);
    }

    @Test
    void whatIsAnsweredLaterIsCountedOnce() throws Exception {
      assertThat(get("/later").body()).hasSize(1_000);
      hasOne("/later", "GET", "2xx");
      hasSent(1_000);
    }

    @Test
    void whatIsThrownIsOneRequestThatFailed() throws Exception {
      assertThat(get("/throwing").statusCode()).isEqualTo(500);
      hasOne("/throwing", "GET", "5xx");
    }

    /** It says that of one answer, and stays for others. */
    @Test
    void aClientThatWantsNoMoreIsCountedAsOneThatWentAway() throws Exception {
      try (InputStream endless =
          client().send(request("/endless").build(), BodyHandlers.ofInputStream()).body()) {
        assertThat(endless.readNBytes(1_000)).hasSize(1_000);
      }

      hasOne("/endless", "GET", "4xx");
      assertThat(get("/first").version()).isEqualTo(Version.HTTP_2);
    }
  }
}
