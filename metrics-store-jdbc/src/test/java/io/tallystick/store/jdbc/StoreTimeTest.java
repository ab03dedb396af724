package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.spi.StorageBackend;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a database calls now, asked by a virtual machine in a zone of its own. */
class StoreTimeTest {
  @ParameterizedTest
  @EnumSource
  void theTimeOfAStoreIsThatOfItsServerInNoZone(Databases kind) {
    try (StorageBackend store = kind.fresh().open()) {
      assertThat(store.control().now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }
  }

  @Test
  void anH2ServerIsReachedOverTheNetworkToo() throws Exception {
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:far;DB_CLOSE_DELAY=-1";
    try (StorageBackend store = JdbcStore.open(url, "sa", "")) {
      store.buckets().write(OddValues.batch());
      assertThat(store.control().now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    } finally {
      server.stop();
    }
  }
}
