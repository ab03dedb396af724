package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.Batch;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.WriterId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Copies all history from one store into another one, whatever databases they lie in: buckets,
 * horizons, raw points, alert rules and events, annotations, uses of rate limits, notes and
 * summaries of requests; not who holds which lease.
 *
 * <p>Then it compares both. Run again it writes only what is missing or different, so it may be
 * ended at any moment: the next run goes on. Nobody should write to the source meanwhile; what
 * comes into it during a run is brought by the next one, and the report says so. The target may
 * have younger history of others; that stays as it is.
 *
 * <p>Both stores stay open. For one thread.
 *
 * <pre>{@code
 * try (JdbcStore source = JdbcStore.on(dataSource);
 *     JdbcStore target = JdbcStore.open("jdbc:postgresql://db/metrics", user, password)) {
 *   CopyReport report = StoreCopy.from(source).to(target).run(LOGGER::info);
 * }
 * }</pre>
 */
public final class StoreCopy {
  /** As much as a store takes at once, of buckets and of points. */
  private static final int PORTION = Math.min(Batch.MAX_BUCKETS, PointStore.MAX_BATCH);

  private final JdbcBackend source;
  private final JdbcBackend target;
  private final WriterId copyist;

  private StoreCopy(JdbcBackend source, JdbcBackend target) {
    this.source = source;
    this.target = target;
    this.copyist = copyist(source.buckets().identity());
  }

  /**
   * Says what is copied.
   *
   * @param source a {@link JdbcStore} or a {@link JdbcBackend}
   */
  public static From from(StorageBackend source) {
    return new From(tables(source));
  }

  private static JdbcBackend tables(StorageBackend store) {
    if (requireNonNull(store, "store") instanceof JdbcStore known) {
      return known.backend();
    }
    if (store instanceof JdbcBackend known) {
      return known;
    }
    throw new IllegalArgumentException(
        "A %s cannot be copied from or to: give a JdbcStore or a JdbcBackend."
            .formatted(store.getClass().getName()));
  }

  /**
   * A store that is to be copied.
   *
   * <pre>{@code
   * StoreCopy copy = StoreCopy.from(source).to(target);
   * }</pre>
   */
  public static final class From {
    private final JdbcBackend source;

    private From(JdbcBackend source) {
      this.source = source;
    }

    /**
     * Says where it is copied to.
     *
     * @param target a {@link JdbcStore} or a {@link JdbcBackend}
     * @throws StorageException when the two do not go together; the message says why
     */
    public StoreCopy to(StorageBackend target) {
      StoreCopy copy = new StoreCopy(source, tables(target));
      copy.requireFit();
      return copy;
    }
  }

  /** All of a source's copies have the same, and no two sources. */
  private static WriterId copyist(StoreIdentity source) {
    byte[] name = ("tallystick copy of " + source.id()).getBytes(StandardCharsets.UTF_8);
    UUID id = UUID.nameUUIDFromBytes(name);
    return new WriterId(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private void requireFit() {
    StoreIdentity from = source.buckets().identity();
    StoreIdentity to = target.buckets().identity();
    if (from.id().equals(to.id())) {
      throw refusal(
          "The source and the target are the same store, or one is a backup of the other: give a target that is a store of its own.");
    }
    if (!from.zone().getRules().equals(to.zone().getRules())) {
      throw refusal(
          "The days of the source begin in %s and those of the target in %s, so that no day of one is a day of the other: copy into an empty database, and make it with the zone of the source."
              .formatted(from.zone(), to.zone()));
    }
    if (hasPointsOf(to)) {
      throw refusal(
          "The source was itself copied from the target, and nobody can tell which raw points the target has already: copy into an empty database.");
    }
  }

  private boolean hasPointsOf(StoreIdentity copied) {
    return source.contents().writers().contains(copyist(copied))
        && !target.contents().pointRanges().isEmpty();
  }

  private static StorageException refusal(String sentence) {
    return StorageException.permanent(sentence, null);
  }

  /**
   * Copies and compares.
   *
   * @param progress is told how it goes, in lines for people
   * @throws StorageException when a store fails, or when the two do not go together as they are;
   *     run it again when what the message says is done
   */
  public CopyReport run(Consumer<String> progress) {
    return run(PORTION, progress);
  }

  CopyReport run(int portion, Consumer<String> progress) {
    return new CopyRun(source, target, copyist, portion, requireNonNull(progress, "progress"))
        .run();
  }
}
