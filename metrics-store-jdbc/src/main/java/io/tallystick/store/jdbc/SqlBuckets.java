package io.tallystick.store.jdbc;

import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Fold;
import io.tallystick.spi.FoldedBucket;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Mark;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.Refusal;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriteOutcome;
import io.tallystick.spi.WriterId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** Buckets in tables, one for each granularity. */
final class SqlBuckets implements BucketStore {
  private final Sessions sessions;
  private final Engine engine;
  private final Clock clock;
  private final Supplier<StoreIdentity> identity;
  private final Map<Granularity, BucketTable> tables = new EnumMap<>(Granularity.class);
  private final SeriesIds ids = new SeriesIds();
  private final SeriesRows rows = new SeriesRows();
  private final Writers writers = new Writers();
  private final Marks marks = new Marks(writers);
  private final BucketReader reader;
  private final SeriesRemoval removal;

  SqlBuckets(Sessions sessions, Engine engine, Clock clock, Supplier<StoreIdentity> identity) {
    this.sessions = sessions;
    this.engine = engine;
    this.clock = clock;
    this.identity = identity;
    for (Granularity granularity : Granularity.values()) {
      tables.put(granularity, new BucketTable(granularity));
    }
    this.reader = new BucketReader(sessions, tables, rows, writers);
    this.removal = new SeriesRemoval(sessions, ids);
  }

  /** What was remembered may be of another store. */
  void forget() {
    ids.forget();
    rows.forget();
    writers.forget();
  }

  SeriesIds ids() {
    return ids;
  }

  SeriesRows rows() {
    return rows;
  }

  Writers writers() {
    return writers;
  }

  @Override
  public StoreIdentity identity() {
    return identity.get();
  }

  @Override
  public WriteOutcome write(Batch batch) {
    return sessions.write("write buckets", session -> write(session, batch));
  }

  private WriteOutcome write(Session session, Batch batch) throws SQLException {
    Map<BucketKey, Refusal> refused = refused(session, batch);
    List<OwnedBucket> kept = batch.buckets();
    if (!refused.isEmpty()) {
      kept = kept.stream().filter(owned -> !refused.containsKey(owned.key())).toList();
    }
    long[] seriesIds = idsOf(session, kept, OwnedBucket::series);
    Map<WriterId, Integer> numbers = numbers(session, kept);
    for (Granularity granularity : Granularity.values()) {
      upsert(session, granularity, kept, seriesIds, numbers);
    }
    marks.add(session, touched(kept, numbers));
    seen(session, kept, numbers);
    return new WriteOutcome(identity().id(), refused);
  }

  private Marks.Touched touched(List<OwnedBucket> kept, Map<WriterId, Integer> numbers) {
    Marks.Touched touched = new Marks.Touched(identity().zone());
    for (OwnedBucket owned : kept) {
      touched.add(owned.granularity(), owned.bucket().start(), number(numbers, owned.writer()));
    }
    return touched;
  }

  private Map<BucketKey, Refusal> refused(Session session, Batch batch) throws SQLException {
    Map<Granularity, Instant> horizons = Horizons.all(session);
    Instant farthest = clock.instant().plus(FARTHEST_AHEAD);
    Map<BucketKey, Refusal> refused = new HashMap<>();
    for (OwnedBucket owned : batch.buckets()) {
      Instant start = owned.bucket().start();
      if (start.isAfter(farthest)) {
        refused.put(owned.key(), Refusal.TOO_FAR_AHEAD);
      } else if (start.isBefore(horizons.getOrDefault(owned.granularity(), Instant.MIN))) {
        refused.put(owned.key(), Refusal.BELOW_HORIZON);
      }
    }
    return refused;
  }

  private <T> long[] idsOf(Session session, List<T> parts, Function<T, SeriesKey> series)
      throws SQLException {
    return ids.of(session, parts.stream().map(series).toList(), clock.instant().getEpochSecond());
  }

  private Map<WriterId, Integer> numbers(Session session, List<OwnedBucket> buckets)
      throws SQLException {
    Map<WriterId, Integer> numbers = new HashMap<>();
    for (OwnedBucket owned : buckets) {
      if (!numbers.containsKey(owned.writer())) {
        numbers.put(owned.writer(), writers.number(session, owned.writer(), clock.millis()));
      }
    }
    return numbers;
  }

  private static int number(Map<WriterId, Integer> numbers, WriterId writer) {
    return Objects.requireNonNull(numbers.get(writer));
  }

  private void upsert(
      Session session,
      Granularity granularity,
      List<OwnedBucket> buckets,
      long[] seriesIds,
      Map<WriterId, Integer> numbers)
      throws SQLException {
    PreparedStatement upsert = session.statement(table(granularity).upsertIfNewer());
    boolean isAny = false;
    for (int i = 0; i < seriesIds.length; i++) {
      OwnedBucket owned = buckets.get(i);
      if (owned.granularity() == granularity) {
        BucketTable.bind(upsert, owned.bucket(), seriesIds[i], number(numbers, owned.writer()));
        upsert.addBatch();
        isAny = true;
      }
    }
    if (isAny) {
      upsert.executeBatch();
    }
  }

  /** Notes how far each writer has come. */
  private void seen(Session session, List<OwnedBucket> kept, Map<WriterId, Integer> numbers)
      throws SQLException {
    Map<WriterId, OwnedBucket> newest = new HashMap<>();
    for (OwnedBucket owned : kept) {
      newest.merge(owned.writer(), owned, SqlBuckets::newer);
    }
    for (Map.Entry<WriterId, OwnedBucket> each : newest.entrySet()) {
      session.update(
          "UPDATE metric_writer SET source = ?, flushed_through = ?, last_seen = ? WHERE id = ?",
          each.getValue().series().source(),
          each.getValue().bucket().start().getEpochSecond(),
          clock.millis(),
          number(numbers, each.getKey()));
    }
  }

  private static OwnedBucket newer(OwnedBucket one, OwnedBucket other) {
    return other.bucket().start().isAfter(one.bucket().start()) ? other : one;
  }

  @Override
  public BucketCursor read(BucketQuery query) {
    return reader.read(query);
  }

  @Override
  public BucketCursor readAll(Granularity granularity, TimeRange range) {
    return reader.readAll(granularity, range);
  }

  @Override
  public List<Mark> marks(Granularity target, TimeRange range, int mostWindows) {
    return sessions.read("read marks", session -> marks.find(session, target, range, mostWindows));
  }

  @Override
  public boolean fold(Lease lease, Fold fold) {
    return sessions.write("fold buckets", session -> fold(session, lease, fold));
  }

  private boolean fold(Session session, Lease lease, Fold fold) throws SQLException {
    long[] seriesIds = idsOf(session, fold.buckets(), FoldedBucket::series);
    Fences.require(session, lease);
    marks.remove(session, fold.done(), clock.millis());
    if (fold.window().isBefore(Horizons.of(session, fold.target().finer().orElseThrow()))) {
      return false;
    }
    PreparedStatement replace = session.statement(table(fold.target()).replace());
    for (int i = 0; i < seriesIds.length; i++) {
      Bucket first = new Bucket(fold.window(), 1, fold.buckets().get(i).state());
      BucketTable.bind(replace, first, seriesIds[i], 0);
      replace.addBatch();
    }
    if (!fold.buckets().isEmpty()) {
      replace.executeBatch();
      Marks.Touched touched = new Marks.Touched(identity().zone());
      touched.add(fold.target(), fold.window(), 0);
      marks.add(session, touched);
    }
    return true;
  }

  @Override
  public PurgeOutcome purge(Lease lease, Granularity granularity, Instant before, int most) {
    PurgeOutcome outcome =
        sessions.write(
            "purge buckets", session -> purge(session, lease, table(granularity), before, most));
    if (outcome.removed() > 0) {
      sessions.tidy();
    }
    return outcome;
  }

  private static PurgeOutcome purge(
      Session session, Lease lease, BucketTable table, Instant before, int most)
      throws SQLException {
    Fences.require(session, lease);
    Instant bound =
        Marks.oldest(session, table.granularity()).filter(before::isAfter).orElse(before);
    Instant horizon = Horizons.raise(session, table.granularity(), bound);
    int removed = table.removeOldest(session, horizon, most);
    return new PurgeOutcome(removed, removed < most, horizon);
  }

  @Override
  public Instant horizon(Granularity granularity) {
    return sessions.read("read the horizon", session -> Horizons.of(session, granularity));
  }

  @Override
  public Optional<StartSpan> span(Granularity granularity) {
    return reader.span(granularity);
  }

  @Override
  public int removeSeries(Lease lease, Instant unseenSince, int most) {
    return removal.remove(lease, unseenSince, most);
  }

  @Override
  public OptionalLong sizeBytes() {
    return sessions.read("measure the store", session -> engine.sizeBytes(session.connection()));
  }

  private BucketTable table(Granularity granularity) {
    return Objects.requireNonNull(tables.get(granularity));
  }
}
