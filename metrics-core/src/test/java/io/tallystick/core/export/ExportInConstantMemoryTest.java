package io.tallystick.core.export;

import static io.tallystick.core.export.History.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.StoredMetric;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that makes its rows as they are read, and counts what is open and not written yet. */
class ExportInConstantMemoryTest {
  private static final int SERIES = 20;
  private static final int MINUTES = 2_500;
  private static final int MOST_AHEAD = 1_000;

  private final MadeUpStore store = new MadeUpStore();

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void rowsGoOutAsTheyComeIn(ExportFormat format) throws Exception {
    long rows = export(ExportRequest.all(), format, store.counting());

    assertThat(rows).isEqualTo(SERIES * MINUTES);
    assertThat(store.mostAhead).isLessThan(MOST_AHEAD);
    assertThat(store.open).isZero();
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void rowsOfAFilterGoOutAsTheyComeIn(ExportFormat format) throws Exception {
    ExportRequest request = ExportRequest.of(SeriesFilter.system("orders.count"));

    assertThat(export(request, format, store.counting())).isEqualTo(SERIES * MINUTES);
    assertThat(store.mostAhead).isLessThan(MOST_AHEAD);
    assertThat(store.open).isZero();
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void aStreamThatThrowsEndsItAndNothingStaysOpen(ExportFormat format) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left");
          }
        };

    assertThatThrownBy(() -> export(ExportRequest.all(), format, full))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left");
    assertThat(store.open).isZero();
    assertThat(store.read).isLessThan(2_000);
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void whoeverCancelsWaitsForOneRow(ExportFormat format) {
    int[] asked = {0};

    assertThatThrownBy(
            () ->
                new HistoryExport(store, name -> Optional.empty())
                    .write(
                        ExportRequest.all(),
                        format,
                        OutputStream.nullOutputStream(),
                        () -> ++asked[0] > 17))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessageContaining("cancelled after 17 rows");
    assertThat(store.open).isZero();
  }

  @Test
  void anInterruptEndsItAndStays() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () -> export(ExportRequest.all(), ExportFormat.CSV, OutputStream.nullOutputStream()))
          .isInstanceOf(InterruptedIOException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(store.open).isZero();
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void aStoreThatFailsOnTheWayIsSaidAndClosed(ExportFormat format) {
    store.failsAt = 5_000;

    assertThatThrownBy(() -> export(ExportRequest.all(), format, OutputStream.nullOutputStream()))
        .isInstanceOf(StorageException.class);
    assertThat(store.open).isZero();
  }

  @Test
  void theStreamIsNotClosed() throws Exception {
    boolean[] isClosed = {false};
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            assertThat(isClosed[0]).isFalse();
          }

          @Override
          public void close() {
            isClosed[0] = true;
          }
        };

    for (ExportFormat format : ExportFormat.values()) {
      export(ExportRequest.all().range(new TimeRange(TEN, TEN.plusSeconds(60))), format, out);
    }

    assertThat(isClosed[0]).isFalse();
  }

  private long export(ExportRequest request, ExportFormat format, OutputStream out)
      throws IOException {
    return new HistoryExport(store, name -> Optional.empty()).write(request, format, out);
  }

  /** A counter's series, a row a minute. */
  private static final class MadeUpStore extends ForwardingBuckets {
    private static final Instant END = TEN.plus(Duration.ofMinutes(MINUTES));

    int open;
    int read;
    int written;
    int mostAhead;
    int failsAt = Integer.MAX_VALUE;

    MadeUpStore() {
      super(InMemoryBackend.create().buckets());
    }

    @Override
    public Optional<StartSpan> span(Granularity granularity) {
      return granularity == Granularity.MINUTE
          ? Optional.of(new StartSpan(TEN, END.minusSeconds(60)))
          : Optional.empty();
    }

    @Override
    public List<StoredMetric> metrics(SeriesType type) {
      return type == SeriesType.SYSTEM ? List.of(StoredMetric.of(series(0))) : List.of();
    }

    @Override
    public List<SeriesKey> series(SeriesFilter filter, int most) {
      return IntStream.range(0, SERIES).mapToObj(MadeUpStore::series).toList();
    }

    @Override
    public BucketCursor readAll(Granularity granularity, TimeRange range) {
      int minutes = (int) Duration.between(range.from(), range.to()).plusMillis(59_999).toMinutes();
      return rows(SERIES * minutes, i -> row(i / minutes, range.from(), i % minutes));
    }

    @Override
    public BucketCursor read(BucketQuery query) {
      TimeRange range = query.range();
      int minutes = (int) Duration.between(range.from(), range.to()).plusMillis(59_999).toMinutes();
      List<SeriesKey> asked =
          series(query.filter(), SERIES).stream().filter(query::asksFor).toList();
      return rows(
          asked.size() * minutes,
          i ->
              row(
                  Integer.parseInt(asked.get(i % asked.size()).tags().value(0)),
                  range.from(),
                  i / asked.size()));
    }

    private static SeriesKey series(int number) {
      return SeriesKey.system(
          "orders.count", MetricKind.COUNTER, "service:api", Tags.of("n", String.valueOf(number)));
    }

    private static OwnedBucket row(int number, Instant from, int minute) {
      Bucket bucket = new Bucket(from.plusSeconds(60L * minute), 1, CounterState.ofWhole(minute));
      return new OwnedBucket(series(number), Granularity.MINUTE, new WriterId(1, 1), bucket);
    }

    private BucketCursor rows(int count, IntFunction<OwnedBucket> rows) {
      open++;
      return new BucketCursor() {
        private int next;
        private boolean isClosed;

        @Override
        public boolean hasNext() {
          return next < count;
        }

        @Override
        public OwnedBucket next() {
          mostAhead = Math.max(mostAhead, ++read - written);
          if (read > failsAt) {
            throw StorageException.temporary("The store is away.", null);
          }
          return rows.apply(next++);
        }

        @Override
        public void close() {
          open -= isClosed ? 0 : 1;
          isClosed = true;
        }
      };
    }

    OutputStream counting() {
      return new OutputStream() {
        @Override
        public void write(int b) {
          written += b == '\n' ? 1 : 0;
        }
      };
    }
  }
}
