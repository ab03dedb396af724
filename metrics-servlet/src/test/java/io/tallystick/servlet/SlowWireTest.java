package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep a thread waiting. */
@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowWireTest {
  private static final String POST =
      Wire.request(
          "POST",
          "/admin/api-metrics/annotations",
          "Content-Type: application/json",
          "Content-Length: 60000");

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Parameter Transport transport;

  private WireBed bed;

  @BeforeEach
  void start() {
    bed =
        WireBed.start(
            transport,
            settings -> WireBed.often(settings).rules(rules -> rules.patience(PATIENCE)));
    bed.containerWaitsAtMost(PATIENCE);
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  @Test
  void aBodyThatDripsIsGivenUp() throws IOException {
    try (Wire wire = Wire.to(bed.port())) {
      wire.send(POST);
      int sent = 0;
      while (!wire.hasReplyWithin(20)) {
        wire.send(" ");
        assertThat(++sent).as("bytes that were waited for").isLessThan(500);
      }
      Reply reply = wire.reply(false);
      assertThat(reply.status()).as("%s", reply).isEqualTo(408);
      WireBed.saysNothingInside(reply);
    }
    bed.stillAnswers();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", ""})
  void manyBodiesThatNeverComeTakeNoThreadForLong(String first) throws IOException {
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        Wire wire = Wire.to(bed.port());
        wires.add(wire);
        wire.send(POST + first);
      }
      for (Wire wire : wires) {
        Reply reply = wire.reply(false);
        assertThat(reply.status()).as("%s", reply).isIn(0, 400, 408);
      }
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
    bed.stillAnswers();
  }

  @Test
  void manyHeadsThatNeverEndKeepNobodyFromAnAnswer() throws IOException {
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        Wire wire = Wire.to(bed.port());
        wires.add(wire);
        wire.send("GET /metrics HTTP/1.1\r\nHost: loc");
      }
      bed.stillAnswers();
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }
}
