package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.servlet.containers.TestContainer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter makes of bodies that the application closes, and writes on, or takes back. */
abstract class ClosedBodyContract extends FilterBed {
  ClosedBodyContract(TestContainer.Starter starter) {
    super(starter);
  }

  @Override
  void addServlets(ServletContext context) {
    add(context, "/closed-bytes", (request, response) -> writeBytes(response).close());
    add(context, "/closed-text", (request, response) -> writeText(response).close());
    add(context, "/closed-large", ClosedBodyContract::writeALot);
    add(context, "/written-on-bytes", ClosedBodyContract::writeBytesOn);
    add(context, "/written-on-text", ClosedBodyContract::writeTextOn);
    add(context, "/failing-afterwards", ClosedBodyContract::failAfterwards);
    add(
        context,
        "/redirected/*",
        (request, response) -> {
          writeBytes(response);
          redirect(request.getPathInfo().substring(1), response);
        });
  }

  /** Redirects in one of the ways that the container has. */
  abstract void redirect(String way, HttpServletResponse response) throws IOException;

  private static ServletOutputStream writeBytes(HttpServletResponse response) throws IOException {
    ServletOutputStream out = response.getOutputStream();
    out.write(new byte[7]);
    return out;
  }

  private static PrintWriter writeText(HttpServletResponse response) throws IOException {
    PrintWriter writer = response.getWriter();
    writer.print("seven!!");
    return writer;
  }

  private static void writeALot(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = response.getWriter();
    writer.print("x".repeat(1 << 20));
    writer.close();
  }

  private static void writeBytesOn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletOutputStream out = writeBytes(response);
    out.close();
    try {
      out.write(new byte[100]);
      out.print("more");
    } catch (IOException closed) {
      assertThat(closed).isNotNull();
    }
  }

  private static void writeTextOn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = writeText(response);
    writer.close();
    writer.print("more");
  }

  private static void failAfterwards(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletOutputStream out = writeBytes(response);
    out.close();
    out.write(new byte[100]);
    out.flush();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/closed-bytes",
        "/closed-text",
        "/closed-large",
        "/written-on-bytes",
        "/written-on-text"
      })
  void whatIsSentIsCountedUpToItsEnd(String path) throws Exception {
    int sent = get(path).body().length;

    hasOne(path, "GET", "2xx");
    hasSent(sent);
  }

  /** The answer has its length where the container can know it. */
  @Test
  void closingIsLeftToTheContainer() throws Exception {
    assertThat(get("/closed-text").headers().firstValue("Content-Length")).hasValue("7");
  }

  /** Not every container lets somebody fail. */
  @Test
  void whoWritesOnAfterTheEndIsNoClientThatWentAway() throws Exception {
    assertThat(get("/failing-afterwards").body()).hasSize(7);
    awaitEnds(1);
    assertThat(FilterBed.textOf(runtime())).contains("/failing-afterwards").doesNotContain("4xx");
  }

  void whatARedirectTakesBackIsNotCounted(String way) throws Exception {
    assertThat(get("/redirected/" + way).body()).isEmpty();
    hasOne("/redirected/*", "GET", "3xx");
    hasSent(0);
  }
}
