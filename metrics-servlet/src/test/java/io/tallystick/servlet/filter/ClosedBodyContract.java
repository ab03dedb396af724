package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.servlet.containers.TestContainer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter makes of bodies that the application closes, and writes on, or takes back. */
abstract class ClosedBodyContract extends FilterBed {
  ClosedBodyContract(TestContainer.Starter starter) {
    super(starter);
  }

  /** Or a client that went away would look like other faults of the client. */
  @Override
  FilterSettings settings() {
    return FilterSettings.standard().statusCodes();
  }

  @Override
  void addServlets(ServletContext context) {
    add(context, "/closed-bytes", (request, response) -> writeBytes(response).close());
    add(context, "/closed-text", (request, response) -> writeText(response).close());
    add(context, "/closed-large", ClosedBodyContract::writeALot);
    add(context, "/written-on-bytes", ClosedBodyContract::writeBytesOn);
    add(context, "/written-on-text", ClosedBodyContract::writeTextOn);
    add(context, "/failing-afterwards", ClosedBodyContract::failAfterwards);
    add(context, "/longer-than-said", ClosedBodyContract::writeMoreThanSaid);
    add(context, "/refused/*", ClosedBodyContract::refuse);
    add(
        context,
        TestContainer.ERROR_PAGE,
        (request, response) -> response.getWriter().print("An error's page"));
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
    writeOn(out);
  }

  /** Not every container says that it is too late. */
  private static void writeOn(ServletOutputStream out) {
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

  private static void writeMoreThanSaid(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentLength(7);
    writeBytes(response);
    response.flushBuffer();
    response.getOutputStream().write(new byte[1]);
    response.getOutputStream().flush();
  }

  /** In one of the orders of writing, refusing, writing on and closing. */
  private static void refuse(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String order = request.getPathInfo();
    PrintWriter writer = order.contains("text") ? writeText(response) : null;
    ServletOutputStream out = order.contains("bytes") ? writeBytes(response) : null;
    response.sendError(TestContainer.STATUS_WITH_A_PAGE);
    if (writer != null && order.contains("more")) {
      writer.print("x".repeat(100));
    }
    if (writer != null && order.contains("closed")) {
      writer.close();
    }
    if (out != null && order.contains("more")) {
      writeOn(out);
    }
  }

  /** With its page, as it would be without the filter. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "bytes",
        "bytes-more",
        "text",
        "text-more",
        "text-closed",
        "text-more-closed"
      })
  void anErrorIsAnErrorWhateverIsWrittenBesides(String order) throws Exception {
    HttpResponse<byte[]> response = get("/refused/" + order);

    assertThat(response.statusCode()).isEqualTo(TestContainer.STATUS_WITH_A_PAGE);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("An error's page");
    awaitEnds(1);
    assertThat(FilterBed.textOf(runtime())).contains("/refused/*").contains("418");
    hasSent(0);
  }

  @Test
  void whoWritesMoreThanItSaidIsNoClientThatWentAway() throws Exception {
    assertThat(get("/longer-than-said").body()).hasSize(7);
    awaitEnds(1);
    assertThat(FilterBed.textOf(runtime())).contains("/longer-than-said").doesNotContain("4xx");
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
