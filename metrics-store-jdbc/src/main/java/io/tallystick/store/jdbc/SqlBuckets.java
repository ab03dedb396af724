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
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.StoredMetric;
import io.tallystick.spi.StretchCursor;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriteOutcome;
import io.tallystick.spi.WriterActivity;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private final Starts starts;
  private final BucketReader reader;
  private final BucketTotals totals;
  private final SeriesRemoval removal;

  /** As they were seen last; they only rise. For the owner of the writing session alone. */
  private Map<Granularity, Instant> horizons = Map.of();

  SqlBuckets(Sessions sessions, Engine engine, Clock clock, Supplier<StoreIdentity> identity) {
    this.sessions = sessions;
    this.engine = engine;
    this.clock = clock;
    this.identity = identity;
    for (Granularity granularity : Granularity.values()) {
      tables.put(granularity, new BucketTable(granularity));
    }
    this.starts = new Starts(sessions, tables);
    this.reader = new BucketReader(sessions, tables, starts, rows, writers);
    this.totals = new BucketTotals(sessions, tables, starts, rows);
    this.removal = new SeriesRemoval(sessions, ids, reader);
  }

  /** What was remembered may be of another store. */
  void forget() {
    ids.forget();
    rows.forget();
    writers.forget();
    horizons = Map.of();
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

  /**
   * What is made on the way is committed, so it comes before what must be kept together. The
   * horizons that count are those that stand still until the transaction ends: a purge that raised
   * one meanwhile would not see what this one is about to write.
   */
  private WriteOutcome write(Session session, Batch batch) throws SQLException {
    Instant farthest = session.dialect().now(session, clock).plus(FARTHEST_AHEAD);
    List<Placed> placed =
        place(session, keptOf(batch.buckets(), refused(batch.buckets(), horizons, farthest)));
    horizons = Horizons.held(session);
    Map<BucketKey, Refusal> refused = refused(batch.buckets(), horizons, farthest);
    List<Placed> kept =
        refused.isEmpty()
            ? placed
            : placed.stream().filter(each -> !refused.containsKey(each.owned().key())).toList();
    for (Granularity granularity : Granularity.values()) {
      write(session, granularity, kept);
    }
    marks.add(session, touched(kept));
    seen(session, kept);
    return new WriteOutcome(identity().id(), refused);
  }

  private static Map<BucketKey, Refusal> refused(
      List<OwnedBucket> buckets, Map<Granularity, Instant> horizons, Instant farthest) {
    Map<BucketKey, Refusal> refused = new HashMap<>();
    for (OwnedBucket owned : buckets) {
      Instant start = owned.bucket().start();
      if (start.isAfter(farthest)) {
        refused.put(owned.key(), Refusal.TOO_FAR_AHEAD);
      } else if (start.isBefore(horizons.getOrDefault(owned.granularity(), Instant.MIN))) {
        refused.put(owned.key(), Refusal.BELOW_HORIZON);
      }
    }
    return refused;
  }

  private static List<OwnedBucket> keptOf(
      List<OwnedBucket> buckets, Map<BucketKey, Refusal> refused) {
    return refused.isEmpty()
        ? buckets
        : buckets.stream().filter(owned -> !refused.containsKey(owned.key())).toList();
  }

  /** Gives buckets the numbers of their series and writers, and sees to it that they find room. */
  private List<Placed> place(Session session, List<OwnedBucket> buckets) throws SQLException {
    long[] seriesIds = idsOf(session, buckets, OwnedBucket::series);
    List<Placed> placed = new ArrayList<>(seriesIds.length);
    for (int i = 0; i < seriesIds.length; i++) {
      OwnedBucket owned = buckets.get(i);
      int writer = writers.number(session, owned.writer(), clock.millis());
      placed.add(new Placed(owned, new BucketRow(owned.bucket(), seriesIds[i], writer)));
    }
    for (Granularity granularity : Granularity.values()) {
      makePartitions(session, granularity, placed);
    }
    return placed;
  }

  private static void makePartitions(Session session, Granularity granularity, List<Placed> placed)
      throws SQLException {
    Partitions partitions = session.dialect().partitions();
    if (partitions.has(granularity)) {
      Set<Long> starts = new TreeSet<>();
      for (BucketRow row : rows(granularity, placed)) {
        starts.add(row.startSeconds());
      }
      partitions.make(session, granularity, starts);
    }
  }

  private static List<BucketRow> rows(Granularity granularity, List<Placed> placed) {
    List<BucketRow> rows = new ArrayList<>();
    for (Placed each : placed) {
      if (each.owned().granularity() == granularity) {
        rows.add(each.row());
      }
    }
    return rows;
  }

  private void write(Session session, Granularity granularity, List<Placed> kept)
      throws SQLException {
    List<BucketRow> rows = rows(granularity, kept);
    if (!rows.isEmpty()) {
      session.dialect().write(session, table(granularity), rows, false);
    }
  }

  private Marks.Touched touched(List<Placed> kept) {
    Marks.Touched touched = new Marks.Touched(identity().zone());
    for (Placed each : kept) {
      touched.add(each.owned().granularity(), each.row().bucket().start(), each.row().writer());
    }
    return touched;
  }

  private <T> long[] idsOf(Session session, List<T> parts, Function<T, SeriesKey> series)
      throws SQLException {
    return ids.of(session, parts.stream().map(series).toList(), clock.instant().getEpochSecond());
  }

  /** Notes how far each writer has come; what was folded is nobody's. */
  private void seen(Session session, List<Placed> kept) throws SQLException {
    Map<Integer, OwnedBucket> newest = new TreeMap<>();
    for (Placed each : kept) {
      newest.merge(each.row().writer(), each.owned(), SqlBuckets::newer);
    }
    newest.remove(0);
    for (Map.Entry<Integer, OwnedBucket> each : newest.entrySet()) {
      long start = each.getValue().bucket().start().getEpochSecond();
      session.update(
          "UPDATE metric_writer SET source = ?, last_seen = ?, flushed_through ="
              + " CASE WHEN flushed_through < ? THEN ? ELSE flushed_through END WHERE id = ?",
          each.getValue().series().source(),
          clock.millis(),
          start,
          start,
          each.getKey());
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
  public StretchCursor totals(Granularity granularity, SeriesFilter filter, List<Instant> borders) {
    return totals.read(granularity, filter, borders);
  }

  @Override
  public List<SeriesKey> series(SeriesFilter filter, int most) {
    return reader.series(filter, most);
  }

  @Override
  public List<StoredMetric> metrics(SeriesType type) {
    return metrics("s.type = ?", type.id());
  }

  @Override
  public List<StoredMetric> metrics(String tenant) {
    return metrics("s.tenant = ?", tenant);
  }

  private List<StoredMetric> metrics(String where, String value) {
    return sessions.read("find metrics", session -> rows.metrics(session, where, value));
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
    if (!fold.buckets().isEmpty()) {
      Set<Long> start = Set.of(fold.window().getEpochSecond());
      session.dialect().partitions().make(session, fold.target(), start);
    }
    Fences.require(session, lease);
    marks.remove(session, fold.done(), clock.millis());
    if (fold.window().isBefore(Horizons.of(session, fold.target().finer().orElseThrow()))) {
      return false;
    }
    if (!fold.buckets().isEmpty()) {
      session.dialect().write(session, table(fold.target()), folded(fold, seriesIds), true);
      Marks.Touched touched = new Marks.Touched(identity().zone());
      touched.add(fold.target(), fold.window(), 0);
      marks.add(session, touched);
    }
    return true;
  }

  private static List<BucketRow> folded(Fold fold, long[] seriesIds) {
    List<BucketRow> rows = new ArrayList<>(seriesIds.length);
    for (int i = 0; i < seriesIds.length; i++) {
      Bucket first = new Bucket(fold.window(), 1, fold.buckets().get(i).state());
      rows.add(new BucketRow(first, seriesIds[i], 0));
    }
    return rows;
  }

  @Override
  public PurgeOutcome purge(Lease lease, Granularity granularity, Instant before, int most) {
    PurgeOutcome outcome =
        sessions.write(
            "purge buckets",
            session -> BucketPurge.purge(session, lease, table(granularity), before, most));
    if (outcome.removed() > 0) {
      sessions.tidy();
    }
    return outcome;
  }

  @Override
  public Instant horizon(Granularity granularity) {
    return sessions.read("read the horizon", session -> Horizons.of(session, granularity));
  }

  @Override
  public Map<Granularity, Instant> horizons() {
    return sessions.read("read the horizons", Horizons::now);
  }

  @Override
  public Optional<StartSpan> span(Granularity granularity) {
    return starts.span(granularity);
  }

  @Override
  public int removeSeries(Lease lease, Instant unseenSince, int most) {
    return removal.remove(lease, unseenSince, most);
  }

  @Override
  public List<WriterActivity> writers(Instant seenSince, int most) {
    return sessions.read("find who wrote", session -> Writers.since(session, seenSince, most));
  }

  @Override
  public OptionalLong sizeBytes() {
    return sessions.read("measure the store", session -> engine.sizeBytes(session.connection()));
  }

  private BucketTable table(Granularity granularity) {
    return Objects.requireNonNull(tables.get(granularity));
  }

  /** A bucket and the row that it becomes. */
  private record Placed(OwnedBucket owned, BucketRow row) {}
}
