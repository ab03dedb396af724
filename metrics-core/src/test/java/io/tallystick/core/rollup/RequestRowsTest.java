package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.RequestsSummedUpTest.REQUESTS;
import static io.tallystick.core.rollup.Yard.START;
import static io.tallystick.spi.Granularity.FIVE_MINUTES;
import static io.tallystick.spi.Granularity.HOUR;
import static io.tallystick.spi.Granularity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.record.LogLines;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How rows of requests come into their table, and what happens when they do not. */
class RequestRowsTest {
  private static final Consumer<String> NOTHING = called -> {};

  private final Yard yard = new Yard();
  private final RequestTable table = yard.backend.requests().orElseThrow();

  @BeforeEach
  void takeOldLines() {
    LogLines.take("io.tallystick.core.rollup");
  }

  private static Instant minute(long number) {
    return START.plus(Duration.ofMinutes(number));
  }

  /** Says before each call what is to be put, and passes it on to the store's own. */
  private final class Watched implements RequestTable {
    private final Consumer<List<RequestSummary>> watcher;

    Watched(Consumer<List<RequestSummary>> watcher) {
      this.watcher = watcher;
    }

    @Override
    public void put(Lease lease, List<RequestSummary> rows) {
      watcher.accept(rows);
      table.put(lease, rows);
    }

    @Override
    public List<RequestSummary> find(Granularity granularity, TimeRange range) {
      return table.find(granularity, range);
    }

    @Override
    public int purge(Lease lease, Granularity granularity, Instant before, int most) {
      return table.purge(lease, granularity, before, most);
    }
  }

  private StorageBackend watched(Consumer<List<RequestSummary>> watcher) {
    return FailingBackend.with(yard.backend, Optional.of(new Watched(watcher)));
  }

  @Test
  void nothingIsReadOrPutUnlessSomebodyWantsIt() {
    List<String> calls = new ArrayList<>();
    yard.count(REQUESTS, START, 1, 5);
    yard.pass(
        Duration.ofMinutes(6), yard.janitor(FailingBackend.of(yard.backend, calls::add, NOTHING)));

    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(5);
    assertThat(calls).contains("fold").doesNotContain("put", "read", "find");
    assertThat(yard.requests(MINUTE)).isEmpty();
  }

  @Test
  void aStoreWithoutATableIsSaidOnceAndIsFoldedLikeAnyOther() {
    yard.sumUpRequests();
    yard.count(REQUESTS, START, 1, 5);
    yard.pass(
        Duration.ofHours(25), yard.janitor(FailingBackend.with(yard.backend, Optional.empty())));

    assertThat(yard.total(Granularity.DAY)).isEqualTo(5);
    assertThat(LogLines.take("io.tallystick.core.rollup"))
        .singleElement()
        .asString()
        .contains("Requests are not summed up in a table, as they were to be: the store has none.");
  }

  @Test
  void aTableThatIsAwayForAWhileGetsItsRowsWhenItIsThereAgain() {
    yard.sumUpRequests();
    boolean[] isAway = {true};
    Janitor janitor =
        yard.janitor(
            watched(
                rows -> {
                  if (isAway[0]) {
                    throw StorageException.temporary("The table is locked.", null);
                  }
                }));
    yard.count(REQUESTS, START, 1, 5);
    yard.pass(Duration.ofMinutes(20), janitor);
    assertThat(janitor.status().lastFailure()).contains("The table is locked.");
    assertThat(LogLines.take("io.tallystick.core.rollup")).hasSize(1);
    assertThat(yard.hasMarks(FIVE_MINUTES)).isTrue();

    isAway[0] = false;
    yard.pass(Duration.ofMinutes(6), janitor);
    assertThat(yard.requests(FIVE_MINUTES)).hasSize(1);
    assertThat(yard.hasMarks(FIVE_MINUTES)).isFalse();
    assertThat(janitor.status().lastFailure()).isNull();
  }

  @Test
  void aTableThatNeverTakesThemIsSaidOnceCountedAndStopsNoFold() {
    assertLeftOut(StorageException.permanent("There is no right to write.", null));
    assertLeftOut(new IllegalStateException("A mistake of the backend."));
  }

  private static void assertLeftOut(RuntimeException failure) {
    RequestRowsTest rig = new RequestRowsTest();
    rig.yard.sumUpRequests();
    boolean[] isBroken = {true};
    Janitor janitor =
        rig.yard.janitor(
            rig.watched(
                rows -> {
                  if (isBroken[0]) {
                    throw failure;
                  }
                }));
    rig.yard.count(REQUESTS, minute(0), 1, 5);
    rig.yard.count(REQUESTS, minute(5), 1, 7);
    rig.yard.pass(Duration.ofMinutes(70), janitor);

    assertThat(rig.yard.total(HOUR)).isEqualTo(12);
    assertThat(rig.yard.hasMarks(FIVE_MINUTES)).isFalse();
    assertThat(janitor.status().lastFailure()).isNull();
    assertThat(LogLines.take("io.tallystick.core.rollup"))
        .singleElement()
        .asString()
        .contains("Summaries of requests are left out", failure.getMessage());
    rig.yard
        .counted()
        .counter("tallystick.dropped.count", "reason", "request_summary")
        .isEqualTo(5); // a minute and five, twice, and an hour

    isBroken[0] = false;
    rig.yard.count(REQUESTS, minute(5), 2, 1);
    rig.yard.pass(Duration.ofMinutes(1), janitor);
    assertThat(rig.yard.requests(HOUR)).extracting(RequestSummary::requests).containsExactly(13L);
  }

  @Test
  void whatASweepHasNoTimeForTheNextOnesDoWithoutBeginningAgain() {
    yard.sumUpRequests();
    yard.settings = yard.settings.withSweepTime(Duration.ofSeconds(4));
    List<Integer> sizes = new ArrayList<>();
    Janitor janitor =
        yard.janitor(
            watched(
                rows -> {
                  sizes.add(rows.size());
                  yard.clock.pass(Duration.ofSeconds(2)); // and folding has three
                }));
    for (int i = 0; i < 1_200; i++) {
      Tags tags = Tags.of("route_id", "/r" + i, "method", "GET");
      yard.count(Yard.counter("http.request.count", tags), START, 1, i);
    }
    yard.clock.set(minute(6));
    janitor.sweep();
    assertThat(sizes).containsExactly(500, 500);
    assertThat(yard.hasMarks(FIVE_MINUTES)).isTrue();
    assertThat(janitor.status().waitingWindow()).isEqualTo(START);
    janitor.sweep();
    janitor.sweep();

    assertThat(sizes).containsExactly(500, 500, 200, 500, 500, 200);
    assertThat(yard.hasMarks(FIVE_MINUTES)).isFalse();
    assertThat(yard.requests(FIVE_MINUTES))
        .containsExactlyInAnyOrderElementsOf(RequestsByHand.of(yard.rows(FIVE_MINUTES)));
  }

  @Test
  void whatIsWrittenMeanwhileIsInTheRowsWhenTheWindowComesAgain() {
    yard.sumUpRequests();
    boolean[] isFirst = {true};
    Janitor janitor =
        yard.janitor(
            watched(
                rows -> {
                  if (isFirst[0]) {
                    isFirst[0] = false;
                    yard.count(REQUESTS, minute(3), 2, 30);
                  }
                }));
    yard.count(REQUESTS, minute(0), 1, 5);
    yard.clock.set(minute(6));
    janitor.sweep();
    assertThat(yard.hasMarks(FIVE_MINUTES)).isTrue();
    yard.clock.pass(Duration.ofSeconds(10));
    janitor.sweep();

    assertThat(yard.requests(FIVE_MINUTES))
        .extracting(RequestSummary::requests)
        .containsExactly(35L);
    assertThat(yard.requests(MINUTE)).hasSize(2);
  }

  @Test
  void whoLostTheLeaseWhileItReadPutsNothing() {
    yard.sumUpRequests();
    Janitor other = yard.janitor();
    Janitor[] janitor = new Janitor[1];
    boolean[] isFirst = {true};
    janitor[0] =
        yard.janitor(
            watched(
                rows -> {
                  if (isFirst[0]) {
                    isFirst[0] = false;
                    yard.count(REQUESTS, minute(0), 2, 30);
                    yard.clock.pass(Duration.ofMinutes(2));
                    other.sweep();
                  }
                }));
    yard.count(REQUESTS, minute(0), 1, 5);
    yard.clock.set(minute(6));
    janitor[0].sweep();

    assertThat(other.status().isHolder()).isTrue();
    assertThat(janitor[0].status().isHolder()).isFalse();
    assertThat(LogLines.take(RequestRows.class.getName())).isEmpty();
    assertThat(yard.requests(MINUTE)).extracting(RequestSummary::requests).containsExactly(35L);
  }
}
