package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.derived.FaultyStore.Fault;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two instances count one table; transactions overlap, stores fail and instances die at any place,
 * and each row is counted once.
 */
class CountedOnceTest {
  private static final Duration SETTLING = Duration.ofSeconds(10);
  private static final int RUNS = 25;
  private static final int STEPS = 120;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachRowIsCountedOnceWhateverHappensInBetween(boolean isOfIds) throws Exception {
    for (long seed = 1; seed <= RUNS; seed++) {
      try (Rig rig = new Rig();
          AppTables app =
              new AppTables("CREATE TABLE delivery (id BIGINT, at BIGINT, status VARCHAR(9))")) {
        new Run(rig, app, isOfIds, seed).run();
      } catch (AssertionError failure) {
        throw new AssertionError("With seed " + seed, failure);
      }
    }
  }

  /** One run of random steps. */
  private static final class Run {
    private final Rig rig;
    private final AppTables app;
    private final boolean isOfIds;
    private final Random random;
    private final FaultyStore store;
    private final List<TableCounter> instances = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final Map<BucketKey, OwnedBucket> settled = new HashMap<>();
    private long lastId;

    Run(Rig rig, AppTables app, boolean isOfIds, long seed) {
      this.rig = rig;
      this.app = app;
      this.isOfIds = isOfIds;
      this.random = new Random(seed);
      this.store = new FaultyStore(rig.store);
      instances.add(instance("service:api"));
      instances.add(instance("service:worker"));
    }

    /** A transaction that took its ids and is not committed yet. */
    private record Open(Connection connection, Instant since) {}

    private TableCounter instance(String source) {
      DerivedMetric metric =
          DerivedMetric.counter(
                  "delivery.stored.count",
                  app.source(),
                  "SELECT count(*) AS value, status FROM delivery WHERE %1$s > :after AND %1$s <="
                          .formatted(isOfIds ? "id" : "at")
                      + " :through GROUP BY status",
                  isOfIds ? Position.ofIds("SELECT MAX(id) FROM delivery") : Position.ofTimes())
              .timesAs(TimeForm.EPOCH_MILLIS)
              .settlingFor(SETTLING)
              .fromTheBeginning();
      return new TableCounter(metric, store, Rig.settings(source), WriterId.random());
    }

    void run() throws SQLException {
      for (int i = 0; i < STEPS; i++) {
        commitOld();
        step();
        requireSettledAsBefore();
      }
      for (Open each : List.copyOf(open)) {
        commit(each);
      }
      for (int i = 0; i < 6; i++) {
        rig.clock.pass(Duration.ofMinutes(4));
        poll(instances.get(0), Fault.NONE);
      }
      assertThat(counted()).isEqualTo(stored());
    }

    private void step() throws SQLException {
      int choice = random.nextInt(10);
      if (choice < 3) {
        open(); // ids are taken now, and the rows are seen later
      } else if (choice < 5 && !open.isEmpty()) {
        commit(open.get(random.nextInt(open.size())));
      } else if (choice < 6) {
        instances.get(random.nextInt(2)).release();
      } else {
        rig.clock.pass(Duration.ofMillis(1 + random.nextInt(4_000)));
        Fault[] faults = Fault.values();
        poll(
            instances.get(random.nextInt(2)),
            random.nextBoolean() ? Fault.NONE : faults[random.nextInt(faults.length)]);
      }
    }

    private void open() throws SQLException {
      Connection connection = app.connect();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (int i = random.nextInt(4); i >= 0; i--) {
          lastId++;
          statement.execute(
              "INSERT INTO delivery VALUES (%d, %d, '%s')"
                  .formatted(
                      lastId,
                      rig.clock.instant().toEpochMilli(),
                      random.nextBoolean() ? "ok" : "failed"));
        }
      }
      open.add(new Open(connection, rig.clock.instant()));
    }

    /** No transaction takes longer than the settling time, which a step passes 4 s of at most. */
    private void commitOld() throws SQLException {
      for (Open each : List.copyOf(open)) {
        if (each.since().plusSeconds(5).isBefore(rig.clock.instant())) {
          commit(each);
        }
      }
    }

    private void commit(Open each) throws SQLException {
      each.connection().commit();
      each.connection().close();
      open.remove(each);
    }

    private void poll(TableCounter instance, Fault fault) throws SQLException {
      int which = instances.indexOf(instance);
      store.failNext(fault, () -> countAgain(which));
      try {
        instance.call().run();
      } catch (StorageException failure) {
        if (random.nextBoolean()) { // it dies of that, and another takes its place
          instances.set(which, instance(which == 0 ? "service:api" : "service:worker"));
        }
      }
      store.failNext(Fault.NONE, () -> {});
    }

    /** What was given up before goes on in the middle of what came after it. */
    private void countAgain(int which) {
      try {
        instances.get(which).call().run();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** What is of a bucket before the newest never changes again. */
    private void requireSettledAsBefore() {
      Map<BucketKey, OwnedBucket> now = new HashMap<>();
      Instant newest = Instant.MIN;
      for (OwnedBucket each : buckets()) {
        now.put(each.key(), each);
        newest = each.bucket().start().isAfter(newest) ? each.bucket().start() : newest;
      }
      for (Map.Entry<BucketKey, OwnedBucket> each : settled.entrySet()) {
        assertThat(now.get(each.getKey())).isEqualTo(each.getValue());
      }
      for (OwnedBucket each : now.values()) {
        if (each.bucket().start().isBefore(newest)) {
          settled.put(each.key(), each);
        }
      }
    }

    private List<OwnedBucket> buckets() {
      List<OwnedBucket> found = new ArrayList<>();
      try (BucketCursor all = rig.store.buckets().readAll(Granularity.MINUTE, Rig.DAY)) {
        all.forEachRemaining(found::add);
      }
      return found;
    }

    private Map<String, Long> counted() {
      Map<String, Long> counted = new TreeMap<>();
      for (OwnedBucket each : buckets()) {
        counted.merge(
            String.valueOf(each.series().tags().get("status")),
            ((CounterState) each.bucket().state()).whole(),
            Long::sum);
      }
      return counted;
    }

    private Map<String, Long> stored() {
      Map<String, Long> stored = new TreeMap<>();
      for (String status : List.of("ok", "failed")) {
        stored.put(
            status,
            app.number("SELECT count(*) FROM delivery WHERE status = '%s'".formatted(status)));
      }
      return stored;
    }
  }
}
