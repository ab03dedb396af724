package io.tallystick.store.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.servers.Cut;
import io.tallystick.store.jdbc.servers.CutRule;
import io.tallystick.store.jdbc.servers.CuttingProxy;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes with the same configuration on one database, each of which it is lost to. */
class TwoJvmsTest {
  private static final int CUTS = 40;
  private static final int MOST_FRAMES = 90;
  private static final int LONGEST_PAUSE_MILLIS = 200;

  private final long seed = new Random().nextInt(1_000_000);
  private final Random random = new Random(seed);
  private final DatabaseServer server = PostgresServer.shared();
  private final String url = server.freshSchema();
  private final StorageBackend direct = Servers.open(server, url, Duration.ofSeconds(10));
  private final FlushedRecording longAgo = new FlushedRecording(direct.buckets());
  private List<Twin> twins;

  @BeforeEach
  void start() throws IOException {
    longAgo.record();
    longAgo.flushUntilWritten();
    twins = List.of(new Twin(), new Twin());
  }

  @AfterEach
  void close() {
    twins.forEach(Twin::close);
    direct.close();
  }

  /** A process, and the network between it and the database. */
  private final class Twin {
    private final CuttingProxy proxy = CuttingProxy.before(server);
    private final ChildJvm child;

    private Twin() throws IOException {
      child =
          ChildJvm.start(
              RecordingProgram.class, proxy.through(url), server.user(), server.password());
    }

    private void close() {
      child.close();
      proxy.close();
    }
  }

  @Test
  void sumsAreExactWhenBothAreCutOffAgainAndAgain() throws IOException {
    assertThat(List.of(await(RecordingProgram.READY, 0), await(RecordingProgram.READY, 1)))
        .containsExactlyInAnyOrder("true", "false");
    for (int cut = 0; cut < CUTS; cut++) {
      cut(twins.get(random.nextInt(twins.size())).proxy);
    }
    for (Twin twin : twins) {
      assertThat(twin.proxy.cuts()).as("seed %d", seed).isGreaterThan(CUTS / 8);
      twin.proxy.pass();
      twin.child.tell("stop");
    }

    requireThatOneFolded();
    requireExactSums();
  }

  private void cut(CuttingProxy proxy) {
    Cut.Ending ending = random.nextBoolean() ? Cut.Ending.RESET : Cut.Ending.CLOSE;
    Cut how = random.nextBoolean() ? Cut.before(ending) : Cut.inside(ending);
    if (random.nextInt(3) == 0) {
      proxy.cut(ending);
    } else {
      proxy.rule(CutRule.nth(1 + random.nextInt(MOST_FRAMES), frame -> true, how));
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(LONGEST_PAUSE_MILLIS)));
  }

  private String await(String word, int twin) throws IOException {
    return twins.get(twin).child.await(word);
  }

  private void requireThatOneFolded() throws IOException {
    List<String> folded =
        List.of(await(RecordingProgram.FOLDED, 0), await(RecordingProgram.FOLDED, 1));

    assertThat(folded).as("seed %d", seed).containsOnlyOnce("0 false");
    assertThat(folded).filteredOn(each -> each.endsWith("true")).hasSize(1);
    assertThat(Sums.longAgo(direct, Granularity.FIVE_MINUTES)).isEqualTo(longAgo.recorded());
    assertThat(Sums.longAgo(direct, Granularity.HOUR)).isEqualTo(longAgo.recorded());
  }

  private void requireExactSums() throws IOException {
    Sums recorded = longAgo.recorded();
    for (int twin = 0; twin < twins.size(); twin++) {
      Sums own = RecordingProgram.sums(await(RecordingProgram.RECORDED, twin));
      assertThat(own.samples()).isPositive();
      recorded = recorded.and(own);
      assertThat(await(RecordingProgram.DROPPED, twin)).as("seed %d", seed).isEqualTo("{}");
    }

    assertThat(Sums.in(direct)).as("seed %d", seed).isEqualTo(recorded);
  }
}
