package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.Yard.START;
import static io.tallystick.spi.Granularity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestPortionTest {
  private static final TimeRange FIVE_MINUTES =
      new TimeRange(START, START.plus(Duration.ofMinutes(5)));

  private final Yard yard = new Yard();

  private List<RequestSummary> read(@Nullable RequestGroup after, int most) {
    return RequestPortion.read(yard.buckets, MINUTE, FIVE_MINUTES, page(after, most), () -> false);
  }

  private static RequestPortion.Page page(@Nullable RequestGroup after, int most) {
    return new RequestPortion.Page(List.of(), after, most);
  }

  private List<RequestSummary> inPortionsOf(int most) {
    List<RequestSummary> all = new ArrayList<>();
    List<RequestSummary> portion = read(null, most);
    while (portion.size() == most && all.size() < 1_000) {
      all.addAll(portion);
      portion = read(portion.get(most - 1).group(), most);
    }
    all.addAll(portion);
    return all;
  }

  private void record(Random random) {
    for (int i = 0; i < 400; i++) {
      Tags tags = Tags.of("route_id", "/r" + random.nextInt(4), "method", "GET");
      Tags all = random.nextBoolean() ? tags : tags.and(Tags.of("client", "c" + i % 3));
      String name = random.nextBoolean() ? "http.request.count" : "http.request.duration_ms";
      SeriesKey series =
          SeriesKey.system(
              name,
              MetricKind.bySuffix(name).orElseThrow(),
              "service:s" + random.nextInt(2),
              all.and(Tags.of("status_class", random.nextInt(2, 6) + "xx")));
      yard.write(
          MINUTE,
          series,
          START.plus(Duration.ofMinutes(random.nextInt(6))),
          random.nextInt(3),
          series.kind() == MetricKind.COUNTER
              ? CounterState.ofWhole(random.nextInt(9))
              : Samples.state(random.nextInt(100), random.nextInt(1_000)));
    }
  }

  @Test
  void portionsTogetherAreTheWhole() {
    record(new Random(7));
    List<RequestSummary> whole = RequestsByHand.of(yard.rows(MINUTE, FIVE_MINUTES));

    assertThat(whole).hasSizeGreaterThan(70);
    for (int most : new int[] {1, 2, 7, whole.size(), whole.size() + 1}) {
      assertThat(inPortionsOf(most)).containsExactlyInAnyOrderElementsOf(whole);
    }
  }

  @Test
  void aPortionIsReadNoFurtherThanItsLastGroupStarts() {
    for (int minute = 0; minute < 5; minute++) {
      for (int i = 0; i < 100; i++) {
        yard.write(
            MINUTE,
            SeriesKey.system(
                "http.request.count",
                MetricKind.COUNTER,
                "service:s",
                Tags.of("route_id", "/r" + i, "method", "GET", "status_class", "2xx")),
            START.plus(Duration.ofMinutes(minute)),
            0,
            CounterState.ofWhole(1));
      }
    }
    AtomicInteger looked = new AtomicInteger();

    List<RequestSummary> first =
        RequestPortion.read(
            yard.buckets, MINUTE, FIVE_MINUTES, page(null, 10), () -> looked.incrementAndGet() < 0);

    assertThat(first).hasSize(10);
    assertThat(first.get(9).group().start()).isEqualTo(START);
    assertThat(looked.get()).isBetween(100, 120);
  }

  @Test
  void whoIsStoppedDoesNotReadToTheEnd() {
    record(new Random(7));

    assertThat(RequestPortion.read(yard.buckets, MINUTE, FIVE_MINUTES, page(null, 100), () -> true))
        .isEmpty();
  }
}
