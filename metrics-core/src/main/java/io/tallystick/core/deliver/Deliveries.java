package io.tallystick.core.deliver;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to listeners, at least once, each receiver on a thread of its own and in the
 * order in which they came; a receiver is who has a name of its own.
 *
 * <p>What fails is tried again: after a second, then twice as long after each failure in a row, ten
 * minutes at most, by chance up to half of that earlier. After three in a row the receiver rests:
 * one message is tried after each pause, and the others wait. A message is given up after 24 hours,
 * when the receiver says that to try again would come to the same, and as the oldest when more than
 * 1,000 wait. There are 100 receivers at most, each with two threads at most.
 *
 * <p>For any thread, but for {@link #look}, which is for one. What waits lies in memory: whoever
 * offers keeps its events, and after a restart offers again what the delivery log does not know as
 * delivered or given up.
 *
 * <pre>{@code
 * Deliveries deliveries = new Deliveries(log, metrics, clock, random::nextDouble);
 * deliveries.offer(message, List.of(new LogListener(), webhook));
 * deliveries.look(); // about once a second
 * }</pre>
 */
public final class Deliveries implements AutoCloseable {
  /** After what time a message is given up. */
  static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private static final Duration TO_END = Duration.ofSeconds(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(Deliveries.class);

  private final Supplier<Moment> clock;
  private final NoteErrand noteErrand;
  private final Courier<Note> notes;
  private final Outcomes outcomes;
  private final TestCalls testCalls;
  private final Receivers receivers;
  private volatile boolean isClosed;

  /**
   * Begins without any receiver; starts no thread.
   *
   * @param log where is written down what was sent
   * @param metrics where it is counted
   * @param random gives numbers from 0 to less than 1
   */
  public Deliveries(
      DeliveryLog log, Metrics metrics, Supplier<Moment> clock, DoubleSupplier random) {
    this.clock = clock;
    this.noteErrand = new NoteErrand(log);
    this.notes = new Courier<>("tallystick-delivery-log", noteErrand, clock, random);
    this.outcomes = new Outcomes(metrics, notes);
    this.testCalls = new TestCalls(clock, outcomes);
    this.receivers = new Receivers(name -> new Receiver(name, outcomes, clock, random));
  }

  /**
   * Takes a message for each of the listeners, and returns at once. An event that waits for a
   * receiver, or of which this process knows that it is done, is not taken again.
   */
  public void offer(AlertMessage message, Collection<? extends AlertListener> to) {
    if (isClosed) {
      return;
    }
    for (AlertListener listener : to) {
      offer(message, listener);
    }
  }

  private void offer(AlertMessage message, AlertListener listener) {
    Moment now = clock.get();
    String name = Receiver.nameOf(listener);
    if (!receivers.offer(name, message, listener, now)) {
      String why = "given up: messages wait for %d other receivers".formatted(Receivers.MOST);
      outcomes.givenUp(message, name, 0, now, why);
    }
  }

  /**
   * Begins what it is time for, and gives up what hangs or has waited for too long. It waits for
   * nothing but the log.
   */
  public void look() {
    for (Receiver each : receivers.all()) {
      look(each::look);
    }
    look(notes::look);
    look(() -> noteErrand.sayWhatIsLost(clock.get()));
  }

  private static void look(Runnable one) {
    try {
      one.run();
    } catch (RuntimeException | Error failure) { // nobody keeps it from the others
      LOGGER.warn("A delivery could not be looked after; that is tried again", failure);
    }
  }

  /**
   * Whether nothing has to be offered any more: the event waits for the receiver, was delivered to
   * it, or was given up. Of what is done the last 1,000 events of a receiver are known.
   *
   * @param receiver what {@link AlertListener#name} says
   */
  public boolean isWaiting(String eventId, String receiver) {
    Receiver known = receivers.known(Receiver.nameOf(receiver));
    return known != null && known.hasSeen(eventId);
  }

  /**
   * Calls the listeners now, all at once, beside what waits for them, and waits for what comes of
   * it: at most as long as their deadlines.
   *
   * @return what came of it, in the order of the listeners
   */
  public List<DeliveryOutcome> test(AlertMessage message, Collection<? extends AlertListener> to) {
    return testCalls.call(message, to);
  }

  /** What a listener is called, whatever its own answer to that is. */
  public static String nameOf(AlertListener listener) {
    return Receiver.nameOf(listener);
  }

  /** How each receiver gets on. */
  public List<ReceiverStatus> status() {
    return receivers.all().stream().map(Receiver::status).toList();
  }

  /**
   * Begins no attempt any more, waits a second at most for those that are under way, and as long
   * for the delivery log. What waits then is not sent.
   */
  @Override
  public void close() {
    isClosed = true;
    receivers.all().forEach(Receiver::close);
    try {
      awaitReceivers();
      writeNotes();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    notes.close();
  }

  /** Waits until a receiver is not being tried; whether that came in time. For tests. */
  boolean awaitQuiet(String name, Duration most) throws InterruptedException {
    Receiver known = receivers.known(name);
    return known != null && known.awaitQuiet(most);
  }

  /** Waits until no note is being written; whether that came in time. For tests. */
  boolean awaitNotes(Duration most) throws InterruptedException {
    return notes.awaitQuiet(most);
  }

  private void awaitReceivers() throws InterruptedException {
    long until = System.nanoTime() + TO_END.toNanos();
    for (Receiver each : receivers.all()) {
      each.awaitQuiet(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }
  }

  /**
   * A thread that was about to end when it was looked after leaves notes behind: then once more.
   */
  private void writeNotes() throws InterruptedException {
    long until = System.nanoTime() + TO_END.toNanos();
    for (int i = 0; i < 2; i++) {
      look(notes::look);
      notes.awaitQuiet(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }
  }
}
