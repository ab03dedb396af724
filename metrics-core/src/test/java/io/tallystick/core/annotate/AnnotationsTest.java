package io.tallystick.core.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.MetricsAssert;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.guard.GuardLimits;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeRange HOUR = new TimeRange(TEN, TEN.plusSeconds(3_600));
  private static final int MOST_WAITING = 1_000;

  private final ControlStore store = InMemoryBackend.create().control();
  private final MetricsRuntime runtime = TestRuntime.create();

  /** What the store does before and after it keeps an annotation. */
  private Runnable before = () -> {};

  private Runnable after = () -> {};

  private final AnnotationWriter writer =
      new AnnotationWriter(unsure(store), GuardLimits.standard(), runtime.metrics());
  private final Annotations annotations = writer.annotations();

  @Test
  void anAnnotationIsListedBeforeAndAfterItIsWritten() {
    Annotation release =
        annotations.annotate(TEN, "  Release 4.2\n", Tags.of("service", "api")).orElseThrow();

    assertThat(annotations.list(HOUR, 10)).containsExactly(release);
    assertThat(store.annotations(HOUR, 10)).isEmpty();
    writer.flush();

    assertThat(annotations.list(HOUR, 10)).containsExactly(release);
    assertThat(store.annotations(HOUR, 10)).containsExactly(release);
    assertThat(release.text()).isEqualTo("Release 4.2");
    assertThat(release.range()).isEqualTo(new TimeRange(TEN, TEN));
    assertThat(release.tags()).isEqualTo(Tags.of("service", "api"));
  }

  @Test
  void theOldestComeFirstWhereverTheyAreAndNoMoreThanAreAskedFor() {
    annotations.annotate(TEN.plusSeconds(3), "third", Tags.empty());
    annotations.annotate(
        new TimeRange(TEN.plusSeconds(1), TEN.plusSeconds(9)), "first", Tags.empty());
    writer.flush();
    annotations.annotate(TEN.plusSeconds(2), "second", Tags.empty());
    annotations.annotate(HOUR.to(), "of the next hour", Tags.empty());

    assertThat(texts(10)).containsExactly("first", "second", "third");
    assertThat(texts(2)).containsExactly("first", "second");
  }

  @Test
  void whatWaitsWhileTheStoreIsAwayIsWrittenWhenItIsBack() {
    before =
        () -> {
          throw StorageException.temporary("Away.", null);
        };
    annotations.annotate(TEN, "one", Tags.empty());
    annotations.annotate(TEN.plusSeconds(1), "two", Tags.empty());
    writer.flush();
    writer.flush();
    assertThat(store.annotations(HOUR, 10)).isEmpty();
    assertThat(texts(10)).containsExactly("one", "two");

    before = () -> {};
    writer.flush();

    assertThat(store.annotations(HOUR, 10))
        .extracting(Annotation::text)
        .containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriteWhoseAnswerGotLostIsNotDoneTwice(boolean isSaid) {
    after =
        () -> {
          throw isSaid
              ? StorageException.temporary("Perhaps.", null)
              : new IllegalStateException("Who knows.");
        };
    annotations.annotate(TEN, "one", Tags.empty());
    writer.flush();
    after = () -> {};
    writer.flush();
    writer.flush();

    assertThat(store.annotations(HOUR, 10)).extracting(Annotation::text).containsExactly("one");
    assertThat(texts(10)).containsExactly("one");
  }

  @Test
  void whatTheStoreWillNeverTakeHoldsNothingUpAndIsCounted() {
    Runnable refuse =
        () -> {
          before = () -> {};
          throw StorageException.permanent("Too odd.", null);
        };
    before = refuse;
    annotations.annotate(TEN, "odd", Tags.empty());
    annotations.annotate(TEN, "even", Tags.empty());
    writer.flush();

    assertThat(texts(10)).containsExactly("even");
    assertDropped("refused_by_store", 1);
  }

  @Test
  void aFullQueueTakesNoMoreAndCountsIt() {
    for (int i = 0; i < MOST_WAITING; i++) {
      assertThat(annotations.annotate(TEN, "note " + i, Tags.empty())).isPresent();
    }

    assertThat(annotations.annotate(TEN, "one more", Tags.empty())).isEmpty();
    assertDropped("full", 1);
    writer.flush();
    assertThat(annotations.annotate(TEN, "room again", Tags.empty())).isPresent();
    assertThat(store.annotations(HOUR, 2 * MOST_WAITING)).hasSize(MOST_WAITING);
  }

  @Test
  void whatIsGivenUpIsCountedAndNothingIsTakenAfterwards() {
    annotations.annotate(TEN, "late", Tags.empty());

    assertThat(writer.giveUp()).isEqualTo(1);
    assertDropped("closed", 1);
    assertThat(annotations.annotate(TEN, "later", Tags.empty())).isEmpty();
    writer.flush();
    assertThat(texts(10)).isEmpty();
  }

  @Test
  void aRuntimeThatIsSwitchedOffTakesNoneAndShowsThoseInTheStore() {
    annotations.annotate(TEN, "one", Tags.empty());
    writer.flush();

    Annotations off = AnnotationWriter.switchedOff(store);

    assertThat(off.annotate(TEN, "two", Tags.empty())).isEmpty();
    assertThat(off.list(HOUR, 10)).extracting(Annotation::text).containsExactly("one");
  }

  @Test
  void oneThatIsStoredCanBeChangedAndRemovedByWhoSawItLast() {
    Annotation first = annotations.annotate(TEN, "one", Tags.of("k", "v")).orElseThrow();
    assertThat(annotations.change(first, "still waits", Tags.empty())).isFalse();
    assertThat(annotations.remove(first)).isFalse();
    writer.flush();

    assertThat(annotations.change(first, " two ", Tags.empty())).isTrue();
    assertThat(annotations.change(first, "three", Tags.empty())).isFalse();
    assertThat(annotations.remove(first)).isFalse();
    Annotation second = annotations.list(HOUR, 1).get(0);
    assertThat(second.text()).isEqualTo("two");
    assertThat(second.version()).isEqualTo(2);
    assertThat(annotations.remove(second)).isTrue();
    assertThat(annotations.list(HOUR, 1)).isEmpty();
  }

  @Test
  void aWriteThatIsRepeatedAfterAChangeLeavesTheChange() {
    after =
        () -> {
          throw StorageException.temporary("Perhaps.", null);
        };
    Annotation first = annotations.annotate(TEN, "one", Tags.empty()).orElseThrow();
    writer.flush();
    after = () -> {};
    assertThat(annotations.change(first, "two", Tags.empty())).isTrue();
    writer.flush();

    assertThat(texts(10)).containsExactly("two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t "})
  void aTextWithoutCharactersIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> annotations.annotate(TEN, text, Tags.empty()))
        .withMessage(
            "The text of an annotation has 0 characters without the space around it: give 1 to 1000.");
  }

  @Test
  void aTextThatIsTooLongIsRefusedAndTheLongestIsNot() {
    assertThat(annotations.annotate(TEN, " " + "x".repeat(1_000) + " ", Tags.empty())).isPresent();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> annotations.annotate(TEN, "x".repeat(1_001), Tags.empty()))
        .withMessageContaining("1001 characters");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nothingMayBeNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> annotations.annotate(TEN, null, Tags.empty()))
        .withMessage("text");
    assertThatNullPointerException()
        .isThrownBy(() -> annotations.annotate((Instant) null, "x", Tags.empty()))
        .withMessage("time");
    assertThatNullPointerException()
        .isThrownBy(() -> annotations.annotate(TEN, "x", null))
        .withMessage("tags");
  }

  @Test
  void controlCharactersAreReplaced() {
    assertThat(annotations.annotate(TEN, "a\nb\u0000c\u202Ed\uD800e", Tags.empty()))
        .map(Annotation::text)
        .contains("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
  }

  @Test
  void tagsGoThroughTheGuards() {
    Tags given = Tags.of("email", "a@b.example", "who", "a@b.example", "n", "x".repeat(300));

    assertThat(annotations.annotate(TEN, "x", given))
        .map(Annotation::tags)
        .contains(Tags.of("who", "redacted", "n", "x".repeat(128)));
  }

  @Test
  void aTimeThatNoStoreKeepsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> annotations.annotate(Instant.parse("+10000-01-01T00:00:00Z"), "x", Tags.empty()))
        .withMessageContaining("years 1 to 9999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> annotations.list(HOUR, 0))
        .withMessageContaining("most is 0");
  }

  @Test
  void manyThreadsAndAWriterLoseNoneAndDoubleNone() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "thread " + i;
      threads.add(
          new Thread(
              () -> {
                for (int j = 0; j < 200; j++) {
                  annotations.annotate(TEN.plusSeconds(j), name, Tags.empty()).orElseThrow();
                }
              }));
    }
    threads.forEach(Thread::start);
    while (threads.stream().anyMatch(Thread::isAlive)) {
      writer.flush();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    writer.flush();

    assertThat(store.annotations(HOUR, 2_000)).hasSize(800).doesNotHaveDuplicates();
    assertThat(annotations.list(HOUR, 2_000))
        .containsExactlyInAnyOrderElementsOf(store.annotations(HOUR, 2_000));
  }

  private List<String> texts(int most) {
    return annotations.list(HOUR, most).stream().map(Annotation::text).toList();
  }

  private void assertDropped(String reason, int times) {
    MetricsAssert.assertThat(runtime)
        .counter("tallystick.annotation.dropped.count", "reason", reason)
        .isEqualTo(times);
  }

  /** The store, but for what happens around the writing of an annotation. */
  private ControlStore unsure(ControlStore target) {
    return (ControlStore)
        Proxy.newProxyInstance(
            ControlStore.class.getClassLoader(),
            new Class<?>[] {ControlStore.class},
            (proxy, method, arguments) -> {
              boolean isWrite =
                  method.getName().equals("putAnnotation") && (long) arguments[1] == 0;
              if (isWrite) {
                before.run();
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              } finally {
                if (isWrite) {
                  after.run();
                }
              }
            });
  }
}
