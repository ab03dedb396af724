package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.minute;
import static io.tallystick.spi.SampleJanitor.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link RequestTable} does, ours and anyone's: extend it and say how to open a backend.
 *
 * <p>A backend may have none. Then there is nothing to try, and each test ends before it begins: it
 * is not skipped, because nothing is missing that could be installed.
 *
 * <pre>{@code
 * class SqliteRequestTableTest extends RequestTableContract {
 *   @Override
 *   protected StorageBackend openEmpty() {
 *     return SqliteStore.open(directory.resolve("metrics.db"));
 *   }
 * }
 * }</pre>
 */
@ExtendWith(RequestTableContract.WhereThereIsATable.class)
public abstract class RequestTableContract extends OpenedBackend {
  private static final RequestGroup GROUP = minuteOf(TEN);
  private static final ResponseTimes TIMES = new ResponseTimes(new Percentiles(1, 2, 3), 1.5);

  /** Runs a test only if the backend that was opened for it has a table. */
  static final class WhereThereIsATable implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
        Invocation<@Nullable Void> test,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context)
        throws Throwable {
      runOrLeave(test, context);
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<@Nullable Void> test,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context)
        throws Throwable {
      runOrLeave(test, context);
    }

    private static void runOrLeave(Invocation<@Nullable Void> test, ExtensionContext context)
        throws Throwable {
      OpenedBackend opened = (OpenedBackend) context.getRequiredTestInstance();
      if (opened.backend.requests().isPresent()) {
        test.proceed();
      } else {
        test.skip();
      }
    }
  }

  @Test
  void theDoorToRequestsIsAlwaysTheSame() {
    assertThat(backend.requests()).containsSame(table());
  }

  @Test
  void aNewStoreHasNoRequests() {
    assertThat(find(Granularity.MINUTE)).isEmpty();
    assertThat(purgeRequests(Granularity.MINUTE, minute(1), 10)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, Double.MIN_VALUE, 0x1p53, Double.MAX_VALUE})
  void timesComeBackToTheLastBit(double value) {
    Percentiles percentiles = new Percentiles(value / 3, value / 2, value);
    RequestSummary row =
        new RequestSummary(GROUP, 1, 0, 0, new ResponseTimes(percentiles, value / 7), 0, 0);
    put(row);

    assertThat(find(Granularity.MINUTE)).containsExactly(row);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, (1L << 53) + 1, Long.MAX_VALUE})
  void numbersComeBackToTheLastUnit(long number) {
    RequestSummary row = new RequestSummary(GROUP, number, number, number, TIMES, number, number);
    put(row);

    assertThat(find(Granularity.MINUTE)).containsExactly(row);
  }

  @Test
  void aRowMayHaveNoTimes() {
    RequestSummary row = new RequestSummary(GROUP, 4, 3, 1, null, 20, 10);
    put(row);

    assertThat(find(Granularity.MINUTE)).containsExactly(row);
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void eachGranularityHasRowsOfItsOwn(Granularity granularity) {
    Instant start = granularity.bucketStart(TEN, backend.buckets().identity().zone());
    RequestSummary row = counted(new RequestGroup(granularity, start, "/orders", "GET", "c"), 7);
    put(row);

    for (Granularity each : Granularity.values()) {
      assertThat(find(each)).isEqualTo(each == granularity ? List.of(row) : List.of());
    }
  }

  @Test
  void groupsThatDifferInAnyPartHaveARowEach() {
    List<RequestSummary> rows = new ArrayList<>();
    for (String client : new String[] {null, "null", "a", "A", "a ", "é", "e\u0301"}) {
      rows.add(counted(minuteOf(TEN, "/orders", "GET", client), rows.size()));
    }
    for (String endpoint : List.of("/Orders", "/orders ", "/orders/", "/straße", "/strasse", "%")) {
      rows.add(counted(minuteOf(TEN, endpoint, "GET", null), rows.size()));
    }
    rows.add(counted(minuteOf(TEN, "/orders", "get", null), rows.size()));
    rows.add(counted(minuteOf(minute(1), "/orders", "GET", null), rows.size()));
    put(rows);

    assertThat(find(Granularity.MINUTE)).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void textComesBackAsItWas() {
    String text = "\"Straße\" 'é\u0301' \\ % _ 日本語 😀\t{\"a\":[1]}".repeat(4);
    RequestSummary row = counted(minuteOf(TEN, text + "1", text + "2", text + "3"), 1);
    put(row);

    assertThat(find(Granularity.MINUTE)).containsExactly(row);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowTakesThePlaceOfTheOneThatItsGroupHas(boolean hasClient) {
    RequestGroup group = minuteOf(TEN, "/orders", "GET", hasClient ? "c" : null);
    put(new RequestSummary(group, 4, 3, 1, TIMES, 20, 10));
    RequestSummary later = new RequestSummary(group, 3, 0, 0, null, 1, 2);
    put(later);
    put(later);

    assertThat(find(Granularity.MINUTE)).containsExactly(later);
  }

  @Test
  void aRangeOfRequestsHoldsItsStartAndNotItsEnd() {
    putMinutes(0, 1, 2, 3);

    assertThat(
            table().find(Granularity.MINUTE, new TimeRange(minute(1), minute(3))).stream()
                .map(row -> row.group().start()))
        .containsExactly(minute(1), minute(2));
    assertThat(table().find(Granularity.MINUTE, new TimeRange(TEN, TEN))).isEmpty();
  }

  @Test
  void requestsComeWithTheOldestFirst() {
    putMinutes(30, 2, -5);
    putMinutes(7, 1);

    assertThat(starts()).containsExactly(minute(-5), minute(1), minute(2), minute(7), minute(30));
  }

  @Test
  void noRowsAreSoonPut() {
    put(List.of());

    assertThat(find(Granularity.MINUTE)).isEmpty();
  }

  @Test
  void asManyRowsAsMayBeArePutTogether() {
    List<RequestSummary> rows =
        IntStream.range(0, RequestTable.MAX_ROWS)
            .mapToObj(i -> counted(minuteOf(TEN, "/orders", "GET", "c" + i), i))
            .toList();
    put(rows);
    put(rows);

    assertThat(find(Granularity.MINUTE)).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void whoLostTheLeasePutsNothingAndPurgesNothing() {
    putMinutes(0);
    Lease lost = lease(WRITER);
    backend.control().release(lost);
    table().put(lease(OTHER_WRITER), List.of(counted(minuteOf(minute(1)), 1)));
    List<RequestSummary> before = find(Granularity.MINUTE);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> table().put(lost, List.of(counted(GROUP, 99))));
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> table().purge(lost, Granularity.MINUTE, minute(60), 10));
    assertThat(find(Granularity.MINUTE)).hasSize(2).containsExactlyElementsOf(before);
  }

  @Test
  void aPurgeRemovesOlderRequestsOfOneGranularityAndKeepsTheBorder() {
    putMinutes(0, 1, 2, 3);
    RequestSummary fiveMinutes =
        counted(new RequestGroup(Granularity.FIVE_MINUTES, TEN, "/orders", "GET", null), 1);
    put(fiveMinutes);

    assertThat(purgeRequests(Granularity.MINUTE, minute(2), 100)).isEqualTo(2);
    assertThat(starts()).containsExactly(minute(2), minute(3));
    assertThat(find(Granularity.FIVE_MINUTES)).containsExactly(fiveMinutes);
    assertThat(purgeRequests(Granularity.MINUTE, minute(2), 100)).isZero();
  }

  @Test
  void aPurgeOfRequestsRemovesSoManyAtMostTheOldestFirst() {
    putMinutes(4, 3, 2, 1, 0);

    assertThat(purgeRequests(Granularity.MINUTE, minute(4), 3)).isEqualTo(3);
    assertThat(starts()).containsExactly(minute(3), minute(4));
    assertThat(purgeRequests(Granularity.MINUTE, minute(4), 3)).isEqualTo(1);
  }

  @Test
  void aClosedTableOfRequestsRefusesForGood() {
    RequestTable table = table();
    Lease lease = lease();
    backend.close();

    refusesForGood(() -> table.put(lease, List.of(counted(GROUP, 1))));
    refusesForGood(() -> table.find(Granularity.MINUTE, EVER));
    refusesForGood(() -> table.purge(lease, Granularity.MINUTE, TEN, 1));
  }

  private RequestTable table() {
    return backend.requests().orElseThrow();
  }

  private static RequestGroup minuteOf(Instant start) {
    return minuteOf(start, "/orders/{id}", "GET", null);
  }

  private static RequestGroup minuteOf(
      Instant start, String endpoint, String method, @Nullable String client) {
    return new RequestGroup(Granularity.MINUTE, start, endpoint, method, client);
  }

  private static RequestSummary counted(RequestGroup group, long requests) {
    return new RequestSummary(group, requests, 0, 0, TIMES, 0, 0);
  }

  /** A row for each, in the order that is given. */
  private void putMinutes(int... minutes) {
    put(IntStream.of(minutes).mapToObj(each -> counted(minuteOf(minute(each)), 1)).toList());
  }

  private void put(RequestSummary row) {
    put(List.of(row));
  }

  private void put(List<RequestSummary> rows) {
    table().put(lease(), rows);
  }

  private List<RequestSummary> find(Granularity granularity) {
    return table().find(granularity, EVER);
  }

  private List<Instant> starts() {
    return find(Granularity.MINUTE).stream().map(row -> row.group().start()).toList();
  }

  private int purgeRequests(Granularity granularity, Instant before, int most) {
    return table().purge(lease(), granularity, before, most);
  }
}
