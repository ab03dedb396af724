package io.tallystick.store.jdbc.faults;

import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.JdbcOptions;
import io.tallystick.store.jdbc.JdbcStore;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.MariaDbServer;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.time.Duration;
import java.util.Map;

/** The kinds of servers that a network lies before. */
enum Servers {
  POSTGRES {
    @Override
    DatabaseServer shared() {
      return PostgresServer.shared();
    }

    @Override
    DatabaseServer own() {
      return PostgresServer.start(Map.of());
    }
  },
  MARIADB {
    @Override
    DatabaseServer shared() {
      return MariaDbServer.shared();
    }

    @Override
    DatabaseServer own() {
      return MariaDbServer.start(Map.of());
    }
  };

  /** One for tests that leave it as it was. */
  abstract DatabaseServer shared();

  /** One for a test that kills it; the test closes it. */
  abstract DatabaseServer own();

  /** A store on a server, perhaps through a network, that waits so long for each answer. */
  static StorageBackend open(DatabaseServer server, String url, Duration answerTime) {
    return JdbcStore.open(
        JdbcOptions.at(url).withLogin(server.user(), server.password()).withAnswerTime(answerTime));
  }
}
