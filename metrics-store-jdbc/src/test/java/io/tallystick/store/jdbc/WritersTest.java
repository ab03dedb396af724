package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.WriterId;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WritersTest extends OpenedTables {
  private static final WriterId A = new WriterId(1, 2);
  private static final WriterId B = new WriterId(-1, 2);

  private final Writers writers = new Writers();

  @Test
  void nobodyWhoFoldsHasNumberZero() throws SQLException {
    assertThat(writers.number(session, WriterId.FOLDED, 0)).isZero();
    assertThat(writers.id(session, 0)).isEqualTo(WriterId.FOLDED);
    assertThat(texts("SELECT incarnation FROM metric_writer WHERE id = 0"))
        .containsExactly(WriterId.FOLDED.toString());
  }

  @Test
  void writersAreNumberedOneAfterTheOther() throws SQLException {
    assertThat(writers.number(session, B, 7)).isEqualTo(1);
    assertThat(writers.number(session, A, 8)).isEqualTo(2);
    assertThat(writers.number(session, B, 9)).isEqualTo(1);
    assertThat(numbers("SELECT last_seen FROM metric_writer WHERE id > 0 ORDER BY id"))
        .containsExactly(7L, 8L);
  }

  @Test
  void whoeverAsksFindsTheWriterBehindANumber() throws SQLException {
    int number = writers.number(session, A, 0);

    assertThat(writers.id(session, number)).isEqualTo(A);
    assertThat(new Writers().id(session, number)).isEqualTo(A);
    assertThat(new Writers().number(session, A, 0)).isEqualTo(number);
  }

  @Test
  void aTransactionThatIsUndoneTakesNoNumberBack() throws SQLException {
    int number = writers.number(session, A, 0);
    session.undo();
    session.begin();

    assertThat(new Writers().number(session, A, 0)).isEqualTo(number);
    assertThat(writers.number(session, A, 0)).isEqualTo(number);
  }

  @Test
  void twoWhoShareAStoreGiveNoNumberTwice() throws SQLException {
    Writers others = new Writers();
    Set<Integer> given = new HashSet<>();
    session.keep();
    try (Session other = another()) {
      for (int i = 0; i < 20; i++) {
        WriterId own = new WriterId(3, i);
        WriterId their = new WriterId(4, i);
        given.add(transact(session, mine -> writers.number(mine, own, 0)));
        given.add(transact(other, theirs -> others.number(theirs, their, 0)));
      }
    }

    assertThat(given).hasSize(40);
  }

  @Test
  void anotherStoreGivesNumbersOfItsOwnOnceTheFirstIsForgotten() throws SQLException {
    writers.number(session, A, 0);
    session.update("DELETE FROM metric_writer WHERE id > 0");
    session.keepSoFar();
    writers.forget();

    assertThat(writers.number(session, B, 0)).isEqualTo(1);
    assertThat(writers.id(session, 1)).isEqualTo(B);
  }
}
