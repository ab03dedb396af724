package io.tallystick.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ControlStore} does with notes; a part of {@link ControlStoreContract}. */
abstract class NotesContract extends RateLimitContract {
  static final String TEXT = "\"Straße\" 'é\u0301' \\ % _ 日本語 😀\n\t{\"a\":[1]} ".repeat(200);

  static final int RACES = 100;

  @Test
  void aNoteOfTheGreatestLengthComesBackAsItWas() {
    String name = "é".repeat(Note.MAX_NAME_LENGTH);
    Note longest = new Note(name, 7, TEXT.repeat(2).substring(0, Note.MAX_TEXT_LENGTH));

    assertThat(control().putNote(longest, 0)).isTrue();
    assertThat(control().note(name)).contains(longest);
    assertThat(control().note("e".repeat(Note.MAX_NAME_LENGTH))).isEmpty();
  }

  @Test
  void notesComeInTheOrderOfTheirNames() {
    Stream.of("n2", "n3", "n1").forEach(name -> control().putNote(new Note(name, 1, ""), 0));

    assertThat(control().notes()).extracting(Note::name).containsExactly("n1", "n2", "n3");
  }

  @Test
  void aNoteIsReplacedAndRemovedByWhoKnowsItsVersion() {
    assertThat(control().putNote(new Note("n1", 1, "a"), 0)).isTrue();
    assertThat(control().putNote(new Note("n1", 2, "b"), 0)).isFalse();
    assertThat(control().putNote(new Note("n1", 2, "c"), 1)).isTrue();
    assertThat(control().putNote(new Note("n1", 3, "d"), 1)).isFalse();
    assertThat(control().putNote(new Note("n2", 2, "e"), 1)).isFalse();
    assertThat(control().notes()).containsExactly(new Note("n1", 2, "c"));

    assertThat(control().removeNote("n1", 1)).isFalse();
    assertThat(control().removeNote("n1", 2)).isTrue();
    assertThat(control().removeNote("n1", 2)).isFalse();
    assertThat(control().notes()).isEmpty();
  }

  @Test
  void ofThreadsThatChangeANoteAtOnceOneWinsEachVersion() throws Exception {
    eachVersionIsWonOnce(
        version -> control().putNote(new Note("n1", version, "v" + version), version - 1));

    assertThat(control().note("n1")).contains(new Note("n1", RACES, "v" + RACES));
  }

  /** Every thread tries every version, all of them at the same moment. */
  static void eachVersionIsWonOnce(LongPredicate put) throws Exception {
    CyclicBarrier together = new CyclicBarrier(AtOnce.THREADS);
    Queue<Long> won = new ConcurrentLinkedQueue<>();
    AtOnce.run(
        thread -> {
          for (long version = 1; version <= RACES; version++) {
            await(together);
            if (put.test(version)) {
              won.add(version);
            }
          }
        });

    assertThat(won)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, RACES).boxed().toList());
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("A thread did not come along.", e);
    }
  }
}
