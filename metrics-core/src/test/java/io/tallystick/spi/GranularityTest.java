package io.tallystick.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GranularityTest {
  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-03-01T10:07:30Z, 2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
    "UTC, 2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
    "UTC, 1969-12-31T23:59:59.999Z, 1969-12-31T00:00:00Z, 1970-01-01T00:00:00Z",
    "Asia/Kathmandu, 2026-03-01T18:14:59.999Z, 2026-02-28T18:15:00Z, 2026-03-01T18:15:00Z",
    "Asia/Kathmandu, 2026-03-01T18:15:00Z, 2026-03-01T18:15:00Z, 2026-03-02T18:15:00Z",
    // clocks are turned on at two in the morning, and back at three: 23 hours, 25 hours
    "Europe/Vienna, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "Europe/Vienna, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    // turned on at midnight: the day begins at one
    "America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    // turned back at midnight: the hour before is there twice
    "America/Sao_Paulo, 2018-02-18T02:30:00Z, 2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z",
    // turned back to midnight: the hour behind it is there twice
    "America/Havana, 2026-11-01T05:30:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    // the day after was left out
    "Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
  })
  void aDayGoesFromMidnightToMidnightOfTheStoresZone(
      ZoneId zone, Instant at, Instant from, Instant to) {
    assertThat(Granularity.DAY.bucketStart(at, zone)).isEqualTo(from);
    assertThat(Granularity.DAY.bucketRange(at, zone)).isEqualTo(new TimeRange(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Vienna",
        "America/Sao_Paulo",
        "America/Havana",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham"
      })
  void oneDayEndsWhereTheNextBegins(String id) {
    ZoneId zone = ZoneId.of(id);
    Instant end = Instant.parse("2019-12-31T00:00:00Z");
    Instant at = Instant.parse("2010-01-01T00:00:00Z");
    while (at.isBefore(end)) {
      TimeRange day = Granularity.DAY.bucketRange(at, zone);
      assertThat(day.contains(at)).as("%s in %s", at, day).isTrue();
      assertThat(Granularity.DAY.bucketStart(day.to().minusMillis(1), zone)).isEqualTo(day.from());
      assertThat(Granularity.DAY.bucketStart(day.to(), zone)).isEqualTo(day.to());
      at = day.to();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "DAY", mode = EnumSource.Mode.EXCLUDE)
  void shorterBucketsKnowNoZone(Granularity granularity) {
    Instant at = Instant.parse("2026-03-29T01:17:30Z");
    TimeRange range = granularity.bucketRange(at, ZoneId.of("Asia/Kathmandu"));

    assertThat(range).isEqualTo(granularity.bucketRange(at, ZoneOffset.UTC));
    assertThat(range.from()).isEqualTo(granularity.bucketStart(at));
    assertThat(Duration.between(range.from(), range.to())).isEqualTo(granularity.width());
    assertThat(range.contains(at)).isTrue();
  }

  @Test
  void eachIsFoldedIntoTheNextWiderOne() {
    assertThat(Granularity.MINUTE.coarser()).contains(Granularity.FIVE_MINUTES);
    assertThat(Granularity.FIVE_MINUTES.coarser()).contains(Granularity.HOUR);
    assertThat(Granularity.HOUR.coarser()).contains(Granularity.DAY);
    assertThat(Granularity.DAY.coarser()).isEmpty();
    assertThat(Granularity.MINUTE.finer()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "DAY", mode = EnumSource.Mode.EXCLUDE)
  void theNextWiderOneIsMadeOfIt(Granularity granularity) {
    assertThat(granularity.coarser().flatMap(Granularity::finer))
        .isEqualTo(Optional.of(granularity));
  }
}
