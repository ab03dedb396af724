package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.store.jdbc.Databases.Place;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections of an application's pool to each kind of server. */
class LentPoolTest {
  private static final TimeRange HOUR =
      new TimeRange(OddValues.TEN, OddValues.TEN.plusSeconds(3_600));

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsFoundAndAllConnectionsComeBack(Databases kind) {
    try (HikariDataSource pool = kind.fresh().pool(2)) {
      try (StorageBackend store = JdbcStore.on(pool)) {
        store.buckets().write(OddValues.batch());
        assertThat(found(store)).containsExactlyInAnyOrderElementsOf(OddValues.batch().buckets());
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionComesBackAsItWasLent(Databases kind) throws Exception {
    Place place = kind.fresh();
    try (Connection only = place.connect()) {
      only.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      only.setAutoCommit(false);
      final int patience = only.getNetworkTimeout();
      try (StorageBackend store = JdbcStore.on(lending(only))) {
        store.prepare();
        assertThat(only.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
      }
      assertThat(only.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
      assertThat(only.getAutoCommit()).isFalse();
      assertThat(only.getNetworkTimeout()).isEqualTo(patience);
    }
  }

  /** Closing leaves the connection open, so that it can be looked at. */
  private static DataSource lending(Connection only) {
    Connection lent =
        (Connection)
            Proxy.newProxyInstance(
                LentPoolTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                    method.getName().equals("close") ? null : method.invoke(only, arguments));
    return StandIns.source(() -> lent);
  }

  private static List<Object> found(StorageBackend store) {
    List<Object> found = new ArrayList<>();
    try (BucketCursor cursor =
        store.buckets().read(BucketQuery.system(Granularity.MINUTE, HOUR, OddValues.NAME))) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }
}
