package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tallystick.Tags;
import io.tallystick.guard.GuardLimits;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Note;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableCounterTest {
  private static final String NAME = "delivery.stored.count";

  private final Rig rig = new Rig();
  private final AppTables app =
      new AppTables("CREATE TABLE delivery (id BIGINT, status VARCHAR(200), bytes NUMERIC(9, 1))");

  @AfterEach
  void close() throws Exception {
    app.close();
    rig.close();
  }

  private DerivedMetric byStatus() {
    return DerivedMetric.counter(
        NAME,
        app.source(),
        "SELECT count(*) AS value, status FROM delivery WHERE id > :after AND id <= :through"
            + " GROUP BY status",
        Position.ofIds("SELECT MAX(id) FROM delivery"));
  }

  private TableCounter counter(DerivedMetric metric) {
    return new TableCounter(metric, rig.store, Rig.settings("service:api"), WriterId.random());
  }

  private void insert(int from, int to, String status) {
    app.run(
        "INSERT INTO delivery SELECT x, '%s', 1.5 FROM SYSTEM_RANGE(%d, %d)"
            .formatted(status, from, to));
  }

  private void poll(TableCounter counter) throws Exception {
    counter.call().run();
    rig.clock.pass(Duration.ofSeconds(10));
  }

  private List<OwnedBucket> buckets() {
    List<OwnedBucket> found = new ArrayList<>();
    try (BucketCursor all = rig.store.buckets().readAll(Granularity.MINUTE, Rig.DAY)) {
      all.forEachRemaining(found::add);
    }
    return found;
  }

  private long sum(Tags tags) {
    return buckets().stream()
        .filter(each -> each.series().tags().equals(tags))
        .mapToLong(each -> ((CounterState) each.bucket().state()).whole())
        .sum();
  }

  @Test
  void itBeginsWithTheRowsThatAreAddedFromThenOn() throws Exception {
    insert(1, 5, "ok");
    TableCounter counter = counter(byStatus());
    poll(counter);
    insert(6, 8, "ok");
    poll(counter);
    poll(counter);

    assertThat(sum(Tags.of("status", "ok"))).isEqualTo(3);
  }

  @Test
  void toldSoItBeginsWithAllRowsThatAreThere() throws Exception {
    insert(-3, 5, "ok");
    TableCounter counter = counter(byStatus().fromTheBeginning());
    poll(counter);
    poll(counter);

    assertThat(sum(Tags.of("status", "ok"))).isEqualTo(9);
  }

  @Test
  void aRowIsLeftAloneUntilItSettled() throws Exception {
    TableCounter counter = counter(byStatus());
    poll(counter);
    insert(1, 1, "ok");
    counter.call().run();
    rig.clock.pass(Duration.ofMillis(9_999));
    counter.call().run();
    assertThat(buckets()).isEmpty();

    rig.clock.pass(Duration.ofMillis(1));
    counter.call().run();
    assertThat(buckets())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.bucket().start()).isEqualTo(Instant.parse("2026-03-01T10:07:00Z"));
              assertThat(each.series().source()).isEqualTo("service:api");
              assertThat(each.writer()).isNotEqualTo(WriterId.FOLDED);
            });
  }

  @Test
  void aStatedSourceAndTheConstantTagsArePartOfItsSeries() throws Exception {
    DerivedSettings settings =
        new DerivedSettings(
            "service:api",
            Tags.of("region", "eu"),
            GuardLimits.standard(),
            Duration.ofMinutes(1),
            Granularity.MINUTE,
            1_000);
    insert(1, 2, "ok");
    TableCounter counter =
        new TableCounter(
            byStatus().fromTheBeginning().source("service:queue"),
            rig.store,
            settings,
            WriterId.random());
    poll(counter);
    poll(counter);

    assertThat(rig.store.buckets().series(SeriesFilter.system(NAME), 10))
        .extracting(SeriesKey::source, SeriesKey::tags)
        .containsExactly(tuple("service:queue", Tags.of("region", "eu", "status", "ok")));
  }

  @Test
  void fractionsAreAddedUpAndANegativeNumberIsAFailure() throws Exception {
    insert(1, 3, "ok");
    TableCounter bytes =
        counter(
            DerivedMetric.counter(
                    "delivery.bytes.count",
                    app.source(),
                    "SELECT SUM(bytes) AS value FROM delivery WHERE id > :after AND id <="
                        + " :through",
                    Position.ofIds("SELECT MAX(id) FROM delivery"))
                .fromTheBeginning());
    poll(bytes);
    poll(bytes);
    assertThat(buckets())
        .singleElement()
        .extracting(each -> each.bucket().state())
        .isEqualTo(new CounterState(0, 4.5));

    app.run("INSERT INTO delivery VALUES (4, 'ok', -7)");
    poll(bytes);
    assertThatExceptionOfType(DerivedQueryException.class)
        .isThrownBy(() -> poll(bytes))
        .withMessageContaining("-7.0");
  }

  @Test
  void tooManySeriesAreAddedUpInTheOverflow() throws Exception {
    app.run(
        "INSERT INTO delivery SELECT x, 'status ' || x || REPEAT('é', 100), 1"
            + " FROM SYSTEM_RANGE(1, 400)");
    TableCounter counter = counter(byStatus().fromTheBeginning());
    poll(counter);
    poll(counter);

    assertThat(buckets()).hasSizeBetween(40, 51);
    assertThat(sum(CounterTotals.OVERFLOW)).isEqualTo(400 - buckets().size() + 1);
    assertThat(rig.store.control().note("derived." + NAME).orElseThrow().text())
        .hasSizeLessThan(Note.MAX_TEXT_LENGTH);
  }

  @Test
  void aNoteOfAYoungerVersionIsLeftAsItIs() {
    rig.store.control().putNote(new Note("derived." + NAME, 4, "2\nsomething else"), 0);
    assertThatExceptionOfType(DerivedQueryException.class)
        .isThrownBy(() -> counter(byStatus()).call())
        .withMessageContainingAll("derived." + NAME, "metric_note", "its form is 2");

    assertThat(rig.store.control().note("derived." + NAME).orElseThrow().version()).isEqualTo(4);
  }

  @Test
  void whileNothingIsAddedNothingIsWritten() throws Exception {
    insert(1, 2, "ok");
    TableCounter counter = counter(byStatus().fromTheBeginning());
    poll(counter);
    poll(counter);
    Note note = rig.store.control().note("derived." + NAME).orElseThrow();
    for (int i = 0; i < 5; i++) {
      poll(counter);
    }

    assertThat(rig.store.control().note("derived." + NAME)).contains(note);
  }

  @Test
  void aNoteComesBackAsItWasWhateverItsTagsHold() {
    Instant now = Instant.parse("2026-03-01T10:07:09.123Z");
    CounterNote note =
        CounterNote.beginning("service\\n:é", Granularity.MINUTE, now, Long.MIN_VALUE)
            .counted(
                now,
                7,
                9,
                Map.of(
                    Tags.of("a", "=\t\n\\t\\", "b", "😀"),
                    new CounterState(Long.MAX_VALUE, 0.1),
                    Tags.empty(),
                    CounterState.ofWhole(0)));

    assertThat(CounterNote.parse("n", note.text())).isEqualTo(note);
  }
}
