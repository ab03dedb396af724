package io.tallystick.store.jdbc.faults;

import static io.tallystick.store.jdbc.servers.Cut.Ending.CLOSE;
import static io.tallystick.store.jdbc.servers.Cut.Ending.HOLD;
import static io.tallystick.store.jdbc.servers.Cut.Ending.ORPHAN;
import static io.tallystick.store.jdbc.servers.Cut.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.store.jdbc.servers.Cut;
import io.tallystick.store.jdbc.servers.CutRule;
import io.tallystick.store.jdbc.servers.CuttingProxy;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.Frame;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A connection ends at any message of a flush, and whoever flushes does not know what the server
 * made of it. It writes the same again, which must change nothing where the server took it.
 */
class AmbiguousCommitTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({"POSTGRES, 120", "MARIADB, 60"})
  void whereverAFlushIsCutTheSumsAreExact(Servers kind, int atLeast) {
    try (CutFlushes cut = new CutFlushes(kind.shared())) {
      Map<Frame.Sender, Integer> frames = cut.frames();
      frames.forEach((sender, most) -> cutAtEach(cut, sender, most));

      cut.requireExact("all frames");
      assertThat(cut.flushes()).isGreaterThan(atLeast);
      assertThat(cut.refused()).isGreaterThan(cut.flushes() * 3 / 4);
      assertThat(cut.storedAllTheSame()).isGreaterThan(1);
    }
  }

  private static void cutAtEach(CutFlushes cut, Frame.Sender sender, int frames) {
    for (int frame = 1; frame <= frames; frame++) {
      cutOnce(cut, sender, frame, Cut.before(RESET));
      cutOnce(cut, sender, frame, Cut.inside(CLOSE));
    }
    cutOnce(cut, sender, frames, Cut.after(RESET));
  }

  private static void cutOnce(CutFlushes cut, Frame.Sender sender, int number, Cut how) {
    int cutsBefore = cut.proxy().cuts();
    cut.flush(CutRule.nth(number, frame -> frame.sender() == sender, how));
    assertThat(cut.proxy().cuts()).isEqualTo(cutsBefore + 1);
  }

  @ParameterizedTest
  @CsvSource({"POSTGRES, 75", "MARIADB, 30"})
  void cutByChanceTheSumsAreExactToo(Servers kind, int flushes) {
    long seed = new Random().nextInt(1_000_000);
    Random random = new Random(seed);
    try (CutFlushes cut = new CutFlushes(kind.shared())) {
      int frames = cut.frames().values().stream().mapToInt(Integer::intValue).sum();
      for (int flush = 0; flush < flushes; flush++) {
        cutByChance(cut, frames, random);
        cut.requireExact("seed " + seed + ", flush " + flush);
      }
    }
  }

  /** Some flushes make series, and some have to open a connection first. */
  private static void cutByChance(CutFlushes cut, int frames, Random random) {
    Cut.Ending ending = random.nextBoolean() ? RESET : CLOSE;
    Cut how = random.nextBoolean() ? Cut.before(ending) : Cut.inside(ending);
    cut.recording().record();
    if (random.nextBoolean()) {
      cut.recording().recordNew();
    }
    if (random.nextInt(3) == 0) {
      cut.proxy().cut(ending);
    }
    cut.flushWhatIsRecorded(CutRule.nth(1 + random.nextInt(2 * frames), frame -> true, how));
  }

  @Test
  void aCommitThatArrivesAfterItWasGivenUpChangesNothing() {
    try (CutFlushes cut = new CutFlushes(PostgresServer.shared(), SHORT)) {
      cut.recording().record();
      cut.proxy().rule(CutRule.once(COMMIT, Cut.before(HOLD)));
      assertThat(cut.recording().flush()).isFalse();
      cut.recording().record();
      cut.settle();

      cut.requireExact("a late commit");
    }
  }

  @Test
  void aServerThatNeverLearnsOfTheCutLetsGoByItself() {
    try (CutFlushes cut = new CutFlushes(PostgresServer.shared(), SHORT)) {
      cut.flush(CutRule.once(COMMIT, Cut.before(ORPHAN)));

      cut.requireExact("an orphan");
      assertThat(cut.refused()).isPositive();
    }
  }

  private static final Predicate<Frame> COMMIT =
      frame -> frame.isRequest("Bind") && frame.text().equals("COMMIT");

  /** What the other tests would find if a flush added to what is there. */
  @Test
  void aWriterThatAddsCountsTwiceWhatWasTakenWithoutAnAnswer() throws SQLException {
    DatabaseServer server = PostgresServer.shared();
    String url = server.freshSchema();
    try (CuttingProxy proxy = CuttingProxy.before(server);
        Connection direct = server.connect(url);
        Statement statement = direct.createStatement()) {
      statement.execute("CREATE TABLE sums (amount BIGINT)");
      statement.execute("INSERT INTO sums VALUES (0)");
      int recorded = 10;
      for (int i = 0; i < recorded; i++) {
        boolean isCut = i % 2 == 0;
        proxy.rule(CutRule.once(frame -> isCut && isAnswerToCommit(frame), Cut.before(RESET)));
        addUntilAnswered(server, proxy.through(url));
      }

      try (ResultSet sum = statement.executeQuery("SELECT amount FROM sums")) {
        assertThat(sum.next()).isTrue();
        assertThat(sum.getInt(1)).isEqualTo(recorded * 3 / 2);
      }
    }
  }

  private static boolean isAnswerToCommit(Frame frame) {
    return frame.isAnswer("CommandComplete") && frame.text().equals("COMMIT");
  }

  private static void addUntilAnswered(DatabaseServer server, String url) {
    boolean isAnswered = false;
    while (!isAnswered) {
      try (Connection connection = server.connect(url);
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("UPDATE sums SET amount = amount + 1");
        connection.commit();
        isAnswered = true;
      } catch (SQLException ambiguous) {
        isAnswered = false;
      }
    }
  }
}
