package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What arrives in another database, and what becomes of it there. */
class StoreCopyTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @TempDir Path directory;

  private final List<StorageBackend> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(StorageBackend::close);
  }

  /** From which database into which. */
  enum Way {
    SQLITE_TO_POSTGRES {
      @Override
      StorageBackend source(StoreCopyTest test) {
        return test.file("source.db");
      }

      @Override
      StorageBackend target(StoreCopyTest test) {
        return Databases.POSTGRES.fresh().open();
      }
    },
    POSTGRES_TO_SQLITE {
      @Override
      StorageBackend source(StoreCopyTest test) {
        return Databases.POSTGRES.fresh().open();
      }

      @Override
      StorageBackend target(StoreCopyTest test) {
        return test.file("target.db");
      }
    },
    SQLITE_TO_MARIADB {
      @Override
      StorageBackend source(StoreCopyTest test) {
        return test.file("source.db");
      }

      @Override
      StorageBackend target(StoreCopyTest test) {
        return Databases.MARIADB.fresh().open();
      }
    },
    H2_TO_SQLITE {
      @Override
      StorageBackend source(StoreCopyTest test) {
        return Databases.H2.fresh().open();
      }

      @Override
      StorageBackend target(StoreCopyTest test) {
        return test.file("target.db");
      }
    };

    abstract StorageBackend source(StoreCopyTest test);

    abstract StorageBackend target(StoreCopyTest test);
  }

  private StorageBackend file(String name) {
    return JdbcStore.on(WalSource.at(directory.resolve(name)));
  }

  private StorageBackend opened(StorageBackend store) {
    opened.add(store);
    return store;
  }

  private static CopyReport copy(StorageBackend source, StorageBackend target) {
    List<String> lines = new ArrayList<>();
    CopyReport report = StoreCopy.from(source).to(target).run(lines::add);
    assertThat(lines).hasSizeGreaterThan(8);
    return report;
  }

  @ParameterizedTest
  @EnumSource
  void allOfAStoreArrivesInAnother(Way way) {
    StorageBackend source = opened(way.source(this));
    StorageBackend target = opened(way.target(this));
    SampleHistory.standing(source, NOW).fill();

    CopyReport report = copy(source, target);

    Snapshot ofSource = Snapshot.of(source);
    assertThat(report.differences()).isEmpty();
    assertThat(report.buckets()).isEqualTo(ofSource.buckets().size());
    assertThat(report.bucketsWritten()).isEqualTo(report.buckets());
    assertThat(report.pointsWritten()).isEqualTo(45);
    Snapshot.of(target).requireSameAs(ofSource);
    assertThat(ofSource.buckets().keySet())
        .extracting(BucketKey::writer)
        .contains(WriterId.FOLDED, SampleHistory.A, SampleHistory.B);
    assertThat(ofSource.horizons().get(Granularity.HOUR)).isAfter(Instant.EPOCH);
    assertThat(Snapshot.marked(target)).containsAll(Snapshot.marked(source));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsThereIsNotWrittenAgain(Way way) {
    StorageBackend source = opened(way.source(this));
    StorageBackend target = opened(way.target(this));
    SampleHistory.standing(source, NOW).fill();
    copy(source, target);
    Snapshot before = Snapshot.of(target);

    CopyReport again = copy(source, target);

    assertThat(again.differences()).isEmpty();
    assertThat(again.bucketsWritten()).isZero();
    assertThat(again.pointsWritten()).isZero();
    assertThat(again.buckets()).isEqualTo(before.buckets().size());
    Snapshot.of(target).requireSameAs(before);
  }

  @ParameterizedTest
  @EnumSource
  void foldingAllOfItAnewInTheTargetChangesNothing(Way way) {
    StorageBackend source = opened(way.source(this));
    StorageBackend target = opened(way.target(this));
    SampleHistory.standing(source, NOW).fill();
    copy(source, target);
    Map<BucketKey, BucketState> before = Snapshot.states(target);
    Set<String> marked = Snapshot.marked(target);

    SampleHistory.standing(target, NOW).fold();

    assertThat(marked).hasSizeGreaterThan(10);
    assertThat(Snapshot.marked(target)).hasSizeLessThan(6);
    Snapshot.requireSame(Snapshot.states(target), before);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheSourceHadNotFoldedYetIsFoldedInTheTarget(Way way) {
    StorageBackend source = opened(way.source(this));
    StorageBackend target = opened(way.target(this));
    SampleHistory history = SampleHistory.standing(source, NOW).fill();
    Instant late = NOW.minus(Duration.ofHours(3));
    history.write(SampleHistory.ORDERS, new WriterId(5, 5), late, CounterState.ofWhole(70));

    copy(source, target);
    SampleHistory.standing(target, NOW).fold();
    history.fold();

    Snapshot.requireSame(Snapshot.states(target), Snapshot.states(source));
  }

  @ParameterizedTest
  @EnumSource
  void whatTheSourcePurgedSinceTheLastCopyGoesFromTheTarget(Databases kind) {
    HandClock clock = new HandClock(NOW.minus(Duration.ofHours(30)));
    StorageBackend source =
        opened(JdbcStore.with(WalSource.at(directory.resolve("s.db")), ZoneOffset.UTC, clock));
    StorageBackend target = opened(kind.fresh().open());
    SampleHistory history = new SampleHistory(source, clock.instant()).fill();
    copy(source, target);
    clock.pass(Duration.ofHours(30));
    history.write(SampleHistory.ORDERS, new WriterId(5, 5), NOW, CounterState.ofWhole(70));
    history.sweep(JanitorSettings.standard());

    CopyReport report = copy(source, target);

    assertThat(report.differences()).isEmpty();
    Snapshot.of(target).requireSameAs(Snapshot.of(source));
  }
}
