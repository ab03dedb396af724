package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.derived.DerivedMetrics;
import io.tallystick.core.derived.DerivedSettings;
import io.tallystick.core.derived.DerivedStatus;
import io.tallystick.core.derived.Position;
import io.tallystick.guard.GuardLimits;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two instances with a shared database count one table of it. */
class CountedTest {
  private static final int ROUNDS = 40;
  private static final Duration LONG = Duration.ofSeconds(60);

  private static DerivedMetrics instance(
      StorageBackend store, HikariDataSource app, AtomicLong seconds) {
    DerivedMetric metric =
        DerivedMetric.counter(
                "delivery.stored.count",
                app,
                "SELECT count(*), status FROM delivery WHERE id > :after AND id <= :through"
                    + " GROUP BY status",
                Position.ofIds("SELECT MAX(id) FROM delivery"))
            .settlingFor(Duration.ZERO)
            .every(Duration.ofSeconds(1))
            .fromTheBeginning();
    return new DerivedMetrics(
        List.of(metric),
        List.of(),
        store,
        Metrics.noop(),
        new DerivedSettings(
            "service:api", Tags.empty(), GuardLimits.standard(), LONG, Granularity.MINUTE, 1_000),
        () -> new Moment(seconds.get() * 1_000, seconds.get()));
  }

  private static void insert(HikariDataSource app, long id) throws Exception {
    try (Connection connection = app.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO delivery VALUES (?, ?)")) {
      insert.setLong(1, id);
      insert.setString(2, id % 3 == 0 ? "failed" : "ok");
      insert.executeUpdate();
    }
  }

  private static long counted(StorageBackend store) {
    long[] sum = {0};
    try (BucketCursor all = store.buckets().readAll(Granularity.MINUTE, Snapshot.EVER)) {
      all.forEachRemaining(each -> sum[0] += ((CounterState) each.bucket().state()).whole());
    }
    return sum[0];
  }

  /** Lets an instance ask, and then the other one. */
  private static void poll(DerivedMetrics instance, AtomicLong seconds, StorageBackend store) {
    seconds.incrementAndGet();
    instance.look();
    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    instance.release();
    assertThat(store.control().notes()).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void eachRowIsCountedOnceByWhicheverInstance(Databases database) throws Exception {
    Databases.Place place = database.fresh();
    AtomicLong seconds = new AtomicLong(1_000);
    try (HikariDataSource app = place.pool(3);
        StorageBackend one = place.open();
        StorageBackend other = place.open()) {
      place.run("CREATE TABLE delivery (id BIGINT, status VARCHAR(20))");
      List<StorageBackend> stores = List.of(one, other);
      List<DerivedMetrics> instances =
          List.of(instance(one, app, seconds), instance(other, app, seconds));
      for (int i = 0; i < ROUNDS; i++) {
        insert(app, i + 1);
        poll(instances.get(i % 2), seconds, stores.get(i % 2));
      }
      long deadline = System.nanoTime() + LONG.toNanos();
      while (counted(one) < ROUNDS && System.nanoTime() < deadline) {
        poll(instances.get(0), seconds, one);
      }

      assertThat(counted(other)).isEqualTo(ROUNDS);
      assertThat(instances.get(0).status().get(0).state()).isEqualTo(DerivedStatus.State.OK);
    }
  }
}
