package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.spi.SeriesKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesIdsTest extends OpenedTables {
  private static final long NOW = 1_772_359_200;
  private static final long HOUR = 3_600;
  private static final SeriesKey A = series("a.count", "1");
  private static final SeriesKey B = series("b.count", "1");

  private final SeriesIds ids = new SeriesIds();

  @Test
  void aSeriesKeepsItsNumber() throws SQLException {
    long[] first = of(NOW, A, B, A);

    assertThat(first[0]).isEqualTo(first[2]).isNotEqualTo(first[1]).isPositive();
    assertThat(of(NOW + 1, B, A)).containsExactly(first[1], first[0]);
    assertThat(new SeriesIds().of(session, List.of(A, B), NOW + 2))
        .containsExactly(first[0], first[1]);
  }

  @Test
  void aSeriesLiesInTheTablesAsItIs() throws SQLException {
    long id = of(NOW, A)[0];

    assertThat(
            texts(
                "SELECT s.id || ' ' || n.name || ' ' || kind || ' ' || type || ' ' || source"
                    + " || ' ' || tags || ' ' || first_seen || ' ' || last_seen"
                    + " FROM metric_series s JOIN metric_name n ON n.id = s.name_id"))
        .containsExactly(
            id + " a.count counter system service:api {\"k\":\"1\"} " + NOW + " " + NOW);
    assertThat(texts("SELECT tag_key || tag_value || series_id FROM metric_series_tag"))
        .containsExactly("k1" + id);
  }

  @Test
  void theNumbersOfANameLieTogetherInAFewBlocks() throws SQLException {
    List<SeriesKey> mixed = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      mixed.add(series("a.count", "" + i));
      mixed.add(series("b.count", "" + i));
    }
    Collections.shuffle(mixed, new Random(1));
    for (int at = 0; at < mixed.size(); at += 10) {
      ids.of(session, mixed.subList(at, at + 10), NOW);
    }

    assertThat(runs(sorted("a.count"))).isLessThanOrEqualTo(7); // 8 + 16 + … + 512 is over 500
    assertThat(runs(sorted("b.count"))).isLessThanOrEqualTo(7);
    assertThat(number("SELECT COUNT(DISTINCT id) FROM metric_series")).isEqualTo(1_000);
  }

  private List<Long> sorted(String name) throws SQLException {
    return numbers(
        "SELECT s.id FROM metric_series s JOIN metric_name n ON n.id = s.name_id"
            + " WHERE n.name = '%s' ORDER BY s.id".formatted(name));
  }

  private static long runs(List<Long> ids) {
    return 1 + IntStream.range(1, ids.size()).filter(i -> ids.get(i) != ids.get(i - 1) + 1).count();
  }

  @Test
  void whatWasRememberedForLessThanAnHourIsNotLookedUp() throws SQLException {
    long id = of(NOW, A)[0];
    remove(id);

    assertThat(of(NOW + HOUR - 1, A)).containsExactly(id);
    assertThat(number("SELECT COUNT(*) FROM metric_series")).isZero();
  }

  @Test
  void aNumberIsMadeSureOfAfterAnHourAndTheSeriesIsSeenThen() throws SQLException {
    long id = of(NOW, A)[0];

    assertThat(of(NOW + HOUR, A)).containsExactly(id);
    assertThat(number("SELECT last_seen FROM metric_series")).isEqualTo(NOW + HOUR);
    assertThat(number("SELECT first_seen FROM metric_series")).isEqualTo(NOW);
  }

  @Test
  void aSeriesThatWasRemovedGetsANewNumber() throws SQLException {
    long id = of(NOW, A)[0];
    remove(id);
    long again = of(NOW + HOUR, A)[0];

    assertThat(again).isGreaterThan(id);
    assertThat(numbers("SELECT id FROM metric_series")).containsExactly(again);
  }

  @Test
  void whatIsForgottenIsLookedUp() throws SQLException {
    long id = of(NOW, A)[0];
    remove(id);
    ids.forget();

    assertThat(of(NOW + 1, A)[0]).isNotEqualTo(id);
  }

  @Test
  void aTransactionThatIsUndoneTakesNoNumberBack() throws SQLException {
    long id = of(NOW, A)[0];
    session.update("UPDATE metric_store SET zone = 'undone'");
    session.undo();
    session.begin();

    assertThat(numbers("SELECT id FROM metric_series")).containsExactly(id);
    assertThat(of(NOW, A)).containsExactly(id);
    assertThat(texts("SELECT zone FROM metric_store")).containsExactly("Z");
  }

  @Test
  void whatFailedIsNeitherKeptNorRemembered() throws SQLException {
    session.update(
        "CREATE TRIGGER no_b BEFORE INSERT ON metric_name WHEN NEW.name = 'b.count'"
            + " BEGIN SELECT RAISE(ABORT, 'no b'); END");
    session.keepSoFar();
    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> of(NOW, A, B));
    session.undo();
    session.begin();
    session.update("DROP TRIGGER no_b");

    assertThat(number("SELECT COUNT(*) FROM metric_series")).isZero();
    long[] found = of(NOW, B, A);
    assertThat(numbers("SELECT id FROM metric_series"))
        .containsExactlyInAnyOrder(found[0], found[1]);
  }

  @Test
  void twoWhoShareAStoreGiveASeriesOneNumber() throws SQLException {
    SeriesIds others = new SeriesIds();
    session.keep();
    try (Session other = another()) {
      for (int i = 0; i < 50; i++) {
        SeriesKey key = series("a.count", "" + i);
        SeriesKey theirs = series("a.count", "theirs " + i);
        long[] first = transact(session, mine -> ids.of(mine, List.of(key), NOW));
        long[] found = transact(other, all -> others.of(all, List.of(theirs, key), NOW));
        long[] last = transact(session, mine -> ids.of(mine, List.of(theirs), NOW));

        assertThat(found).containsExactly(last[0], first[0]);
      }
    }
    assertThat(number("SELECT COUNT(*) FROM metric_series")).isEqualTo(100);
  }

  private long[] of(long nowSeconds, SeriesKey... series) throws SQLException {
    return ids.of(session, Arrays.asList(series), nowSeconds);
  }

  private void remove(long id) throws SQLException {
    session.update("DELETE FROM metric_series WHERE id = ?", id);
    session.update("DELETE FROM metric_series_tag WHERE series_id = ?", id);
    session.keepSoFar();
  }
}
