package io.tallystick.servlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tallystick.core.aggregate.TotalsVisitor;
import io.tallystick.core.exposition.LiveTotals;
import io.tallystick.core.record.Series;
import io.tallystick.spi.SeriesKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many who scrape at once get one text, whole, and never one that another text was written over.
 */
class SharedTextsTest {
  private static final int THREADS = 16;
  private static final int SCRAPES = 200;

  private final Scraped scraped = new Scraped();
  private final AtomicInteger written = new AtomicInteger();
  private final CountDownLatch mayWrite = new CountDownLatch(1);

  private SharedTexts texts(Runnable beforeEach) {
    LiveTotals counted =
        new LiveTotals() {
          @Override
          public void visit(TotalsVisitor visitor) {
            written.incrementAndGet();
            beforeEach.run();
            scraped.visit(visitor);
          }

          @Override
          public SeriesKey key(Series series) {
            return scraped.key(series);
          }

          @Override
          public long startMillis(Series series) {
            return scraped.startMillis(series);
          }
        };
    return new SharedTexts(new Exposition(counted, scraped.descriptors(), false));
  }

  private static String sent(SharedText text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      text.writeTo(out);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void awaitTurn() {
    try {
      mayWrite.await();
    } catch (InterruptedException ended) {
      throw new AssertionError(ended);
    }
  }

  @Test
  void whoeverComesWhileItIsWrittenGetsTheSame() throws Exception {
    scraped.metrics().count("a.sent.count", 3);
    SharedTexts texts = texts(this::awaitTurn);
    Queue<String> got = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> got.add(sent(texts.of(Scraped.TEXT, Set.of()))));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    mayWrite.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(written).hasValue(1);
    assertThat(got).hasSize(THREADS).containsOnly("# TYPE a_sent_total counter\na_sent_total 3\n");
  }

  /** Each text has one number throughout: if another were written over it, two would be in it. */
  @Test
  void noTextIsWrittenOverWhileSomebodyReadsIt() throws Exception {
    SharedTexts texts = texts(this::recordOnceMore);
    Queue<String> broken = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Style style = i % 2 == 0 ? Scraped.TEXT : Scraped.OPEN_METRICS;
      Thread thread =
          new Thread(
              () -> {
                for (int scrape = 0; scrape < SCRAPES; scrape++) {
                  String text = sent(texts.of(style, Set.of()));
                  if (!isWhole(text)) {
                    broken.add(text);
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(broken).isEmpty();
    assertThat(written).hasValueGreaterThan(1);
  }

  private void recordOnceMore() {
    for (int i = 0; i < 300; i++) {
      scraped.metrics().count("a.sent.count", 1, "k", "v" + i);
    }
  }

  private static boolean isWhole(String text) {
    List<ScrapedLines.Sample> samples = ScrapedLines.read(text);
    return samples.size() == 300
        && samples.stream().map(ScrapedLines.Sample::value).distinct().count() == 1;
  }

  @Test
  void aClientThatIsGoneBreaksNothing() {
    scraped.metrics().count("a.sent.count", 3);
    SharedTexts texts = texts(() -> {});
    SharedText text = texts.of(Scraped.TEXT, Set.of());
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    assertThatIOException().isThrownBy(() -> text.writeTo(gone));

    assertThat(sent(texts.of(Scraped.TEXT, Set.of()))).contains("a_sent_total 3\n");
  }

  @Test
  void whatCannotBeWrittenIsSaidToAllAndTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    SharedTexts texts =
        texts(
            () -> {
              if (tries.getAndIncrement() == 0) {
                throw new IllegalStateException("once");
              }
            });

    assertThatIllegalStateException().isThrownBy(() -> texts.of(Scraped.TEXT, Set.of()));
    assertThat(sent(texts.of(Scraped.TEXT, Set.of()))).isEmpty();
  }
}
