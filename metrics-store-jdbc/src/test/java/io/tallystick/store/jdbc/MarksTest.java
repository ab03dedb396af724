package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest extends OpenedTables {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeRange DAYS =
      new TimeRange(TEN.minusSeconds(864_000), TEN.plusSeconds(864_000));

  private final Marks marks = new Marks(new Writers());
  private final Marks.Touched touched = new Marks.Touched(ZoneOffset.UTC);

  @Test
  void aWindowIsMarkedOnceHoweverManyOfItsBucketsATransactionWrites() throws SQLException {
    for (int minute : new int[] {0, 1, 0, 4, 0}) {
      touched.add(Granularity.MINUTE, TEN.plusSeconds(60 * minute), 0);
    }
    marks.add(session, touched);

    assertThat(found(Granularity.FIVE_MINUTES))
        .containsExactly(new Mark(Granularity.FIVE_MINUTES, TEN, WriterId.FOLDED, 1));
  }

  @Test
  void theNextTransactionGivesTheMarkItsNextVersion() throws SQLException {
    touched.add(Granularity.FIVE_MINUTES, TEN, 0);
    marks.add(session, touched);
    marks.add(session, touched);

    assertThat(found(Granularity.HOUR))
        .containsExactly(new Mark(Granularity.HOUR, TEN, WriterId.FOLDED, 2));
  }

  @Test
  void aMarkOfAnotherVersionStays() throws SQLException {
    touched.add(Granularity.FIVE_MINUTES, TEN, 0);
    marks.add(session, touched);
    List<Mark> read = found(Granularity.HOUR);
    marks.add(session, touched);
    marks.remove(session, read, 0);

    assertThat(found(Granularity.HOUR)).extracting(Mark::version).containsExactly(2L);
    marks.remove(session, found(Granularity.HOUR), 0);
    assertThat(found(Granularity.HOUR)).isEmpty();
  }

  @Test
  void daysAreMarkedInTheZoneOfTheStore() throws SQLException {
    Marks.Touched inKathmandu = new Marks.Touched(ZoneId.of("Asia/Kathmandu"));
    inKathmandu.add(Granularity.HOUR, TEN, 0);
    inKathmandu.add(Granularity.HOUR, Instant.parse("2026-03-01T19:00:00Z"), 0);
    marks.add(session, inKathmandu);

    assertThat(found(Granularity.DAY))
        .extracting(Mark::window)
        .containsExactly(
            Instant.parse("2026-02-28T18:15:00Z"), Instant.parse("2026-03-01T18:15:00Z"));
  }

  @Test
  void transactionsMarkInOneOrderWhateverTheyWroteFirst() throws SQLException {
    session.update("CREATE TABLE marked (target TEXT, bucket INTEGER, writer INTEGER)");
    session.update(
        "CREATE TRIGGER watch AFTER INSERT ON metric_mark"
            + " BEGIN INSERT INTO marked VALUES (NEW.target, NEW.bucket, NEW.writer); END");
    touched.add(Granularity.HOUR, TEN, 1);
    touched.add(Granularity.MINUTE, TEN.plusSeconds(300), 2);
    touched.add(Granularity.MINUTE, TEN.plusSeconds(300), 1);
    touched.add(Granularity.MINUTE, TEN, 3);
    marks.add(session, touched);

    assertThat(
            texts(
                "SELECT target || ' ' || (bucket - %d) || ' ' || writer FROM marked ORDER BY rowid"
                    .formatted(TEN.getEpochSecond())))
        .containsExactly("5m 0 3", "5m 300 1", "5m 300 2", "1d -36000 1");
  }

  @Test
  void theOldestMarkedWindowIsToldForWhatIsFoldedIntoIt() throws SQLException {
    touched.add(Granularity.MINUTE, TEN, 0);
    touched.add(Granularity.MINUTE, TEN.minusSeconds(3_600), 0);
    marks.add(session, touched);

    assertThat(Marks.oldest(session, Granularity.MINUTE)).contains(TEN.minusSeconds(3_600));
    assertThat(Marks.oldest(session, Granularity.HOUR)).isEmpty();
    assertThat(Marks.oldest(session, Granularity.DAY)).isEmpty();
  }

  private List<Mark> found(Granularity target) throws SQLException {
    return marks.find(session, target, DAYS, 100);
  }
}
