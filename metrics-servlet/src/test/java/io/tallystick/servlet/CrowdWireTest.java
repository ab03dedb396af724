package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand that ask at once. */
@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrowdWireTest {
  private static final int THREADS = 20;
  private static final int OF_EACH = 50;

  @Parameter Transport transport;

  private WireBed bed;

  @AfterEach
  void stop() {
    bed.close();
  }

  /** All connections of a thread have said what they want before the first answer is read. */
  private List<Reply> asked() throws IOException {
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < OF_EACH; i++) {
        Wire wire = Wire.to(bed.port());
        wires.add(wire);
        wire.send(Wire.request("GET", "/metrics", "Connection: close"));
      }
      List<Reply> replies = new ArrayList<>();
      for (Wire wire : wires) {
        replies.add(wire.reply(false));
      }
      return replies;
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  private List<Reply> askedByAll() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<List<Reply>>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(this::asked);
      }
      List<Reply> replies = new ArrayList<>();
      for (Future<List<Reply>> each : threads.invokeAll(all)) {
        replies.addAll(each.get());
      }
      return replies;
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  /** Without the library's own series, which may come up in between. */
  private static String shape(Reply reply) {
    return String.join(
        "\n",
        reply
            .text()
            .lines()
            .filter(line -> !line.contains("tallystick_"))
            .map(line -> line.replaceAll(" [0-9.E-]+$", ""))
            .toList());
  }

  @Test
  void aThousandScrapesAtOnceAreAllAnsweredWhereTheyMay() throws Exception {
    bed = WireBed.start(transport);
    bed.get("/metrics");

    List<Reply> replies = askedByAll();

    assertThat(replies).hasSize(THREADS * OF_EACH);
    assertThat(replies).extracting(Reply::status).containsOnly(200);
    assertThat(replies).extracting(Reply::isWhole).containsOnly(true);
    assertThat(replies.stream().map(CrowdWireTest::shape).distinct()).hasSize(1);
    bed.stillAnswers();
  }

  @Test
  void aThousandScrapesAtOnceGetTheirSharePerMinute() throws Exception {
    bed = WireBed.start(transport, settings -> settings);

    List<Reply> replies = askedByAll();

    assertThat(replies).extracting(Reply::status).containsOnly(200, 429);
    assertThat(replies.stream().filter(reply -> reply.status() == 200).count())
        .isBetween(60L, 120L);
    bed.stillAnswers();
  }
}
