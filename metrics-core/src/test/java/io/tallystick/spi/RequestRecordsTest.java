package io.tallystick.spi;

import static io.tallystick.spi.RecordsTest.refused;
import static io.tallystick.spi.SampleBuckets.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The records of {@link RequestTable}. */
class RequestRecordsTest {
  private static final RequestGroup GROUP =
      new RequestGroup(Granularity.HOUR, TEN, "/orders", "GET", null);

  @Test
  void aGroupStartsWhereABucketMay() {
    Instant later = TEN.plusSeconds(60);

    assertThat(new RequestGroup(Granularity.DAY, later, "/", "GET", "c").start()).isEqualTo(later);
    refused(
        "A window of 1h with requests starts at 2026-03-01T10:01:00Z: the nearest start before it"
            + " is 2026-03-01T10:00:00Z.",
        () -> new RequestGroup(Granularity.HOUR, later, "/", "GET", null));
    refused(
        "The start of a window of requests is 2026-03-01T10:00:00.000001Z: cut it to whole"
            + " milliseconds.",
        () -> new RequestGroup(Granularity.DAY, TEN.plusNanos(1_000), "/", "GET", null));
  }

  @Test
  void theTextsOfAGroupAreNotBlank() {
    refused(
        "The endpoint is blank: give it at least one visible character.",
        () -> new RequestGroup(Granularity.HOUR, TEN, " ", "GET", null));
    refused("The method is blank", () -> new RequestGroup(Granularity.HOUR, TEN, "/", "", null));
    refused("The client is blank", () -> new RequestGroup(Granularity.HOUR, TEN, "/", "GET", "\t"));
  }

  @Test
  void noNumberOfASummaryIsNegative() {
    refused(
        "The number of requests is -1: it must be at least 0.",
        () -> new RequestSummary(GROUP, -1, 0, 0, null, 0, 0));
    refused("The number of errors 4xx is -1", () -> summary(-1, 0, 0, 0));
    refused("The number of errors 5xx is -2", () -> summary(0, -2, 0, 0));
    refused("The number of request bytes is -3", () -> summary(0, 0, -3, 0));
    refused("The number of response bytes is -4", () -> summary(0, 0, 0, -4));
  }

  @Test
  void thereAreNoMoreErrorsThanRequests() {
    assertThat(summary(5, 5, 0, 0).requests()).isEqualTo(5);
    refused(
        "Of 5 requests 6 ended with 4xx: that must not be more than there are.",
        () -> summary(6, 0, 0, 0));
    refused("Of 5 requests 7 ended with 5xx", () -> summary(0, 7, 0, 0));
  }

  private static RequestSummary summary(
      long errors4xx, long errors5xx, long requestBytes, long responseBytes) {
    return new RequestSummary(GROUP, 5, errors4xx, errors5xx, null, requestBytes, responseBytes);
  }

  @Test
  void timesAreFiniteAndPercentilesRise() {
    refused(
        "The mean of response times is NaN: only finite numbers can be kept.",
        () -> new ResponseTimes(new Percentiles(1, 2, 3), Double.NaN));
    refused("comes before", () -> new ResponseTimes(new Percentiles(3, 2, 1), 1));
  }
}
