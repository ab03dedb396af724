package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.any;
import static io.tallystick.spi.SampleBuckets.user;
import static io.tallystick.spi.SampleBuckets.version;
import static io.tallystick.spi.SampleBuckets.withValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which series and metrics a {@link BucketStore} remembers; a part of its contract. */
abstract class ListingContract extends OpenedBackend {
  private static final int ALL = 100;
  private static final SeriesKey FIRST = user("service:api", "t1", Tags.of("a", "1", "b", "2"));
  private static final SeriesKey SECOND = user("service:api", "t2", Tags.of("a", "2"));
  private static final SeriesKey THIRD = user("service:worker", "t1", Tags.of("a", "3", "b", "2"));
  private static final SeriesFilter SENT = SeriesFilter.user(FIRST.name());

  @Test
  void aNewStoreListsNothing() {
    assertThat(listed(SENT)).isEmpty();
    assertThat(backend.buckets().metrics(SeriesType.SYSTEM)).isEmpty();
    assertThat(backend.buckets().metrics("t1")).isEmpty();
  }

  @Test
  void seriesAreListedBySourceAndTenant() {
    write(any(FIRST), any(SECOND), any(THIRD));

    assertThat(listed(SENT)).containsExactlyInAnyOrder(FIRST, SECOND, THIRD);
    assertThat(listed(SENT.withSource("service:api"))).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(listed(SENT.withTenant("t1"))).containsExactlyInAnyOrder(FIRST, THIRD);
    assertThat(listed(SENT.withTenant("t1").withSource("service:api"))).containsExactly(FIRST);
    assertThat(listed(SENT.withTenant("t3"))).isEmpty();
  }

  @Test
  void aTagMayHaveOneOfSeveralValues() {
    write(any(FIRST), any(SECOND), any(THIRD));

    assertThat(listed(SENT.with(TagChoice.of("a", "1", "3", "4"))))
        .containsExactlyInAnyOrder(FIRST, THIRD);
    assertThat(listed(SENT.with(TagChoice.of("a", "2")))).containsExactly(SECOND);
    assertThat(listed(SENT.with(TagChoice.of("a", "4", "5")))).isEmpty();
    assertThat(listed(SENT.with(TagChoice.of("b", "1", "2", "3"))))
        .containsExactlyInAnyOrder(FIRST, THIRD);
    assertThat(listed(SENT.with(TagChoice.of("c", "1")))).isEmpty();
  }

  @Test
  void allChosenTagsMustFit() {
    write(any(FIRST), any(SECOND), any(THIRD));
    SeriesFilter low = SENT.with(TagChoice.of("a", "1", "2"));

    assertThat(listed(low.with(TagChoice.of("b", "2")))).containsExactly(FIRST);
    assertThat(listed(low.with(TagChoice.of("a", "2", "3")))).containsExactly(SECOND);
    assertThat(listed(low.with(TagChoice.of("a", "3")))).isEmpty();
  }

  @Test
  void valuesThatAreCutOffInAnIndexAreToldApart() {
    String beginning = "😀".repeat(70);
    List<SeriesKey> alike = IntStream.range(0, 4).mapToObj(i -> withValue(beginning + i)).toList();
    write(alike.stream().map(SampleBuckets::any).toArray(OwnedBucket[]::new));
    TagChoice two = TagChoice.of("k", beginning + "1", beginning + "3", beginning);

    assertThat(listed(SeriesFilter.system(ORDERS.name()).with(two)))
        .containsExactlyInAnyOrder(alike.get(1), alike.get(3));
  }

  @Test
  void valuesThatOnlyLookAlikeAreNotChosen() {
    List<SeriesKey> alike =
        List.of(withValue("é"), withValue("e"), withValue("E"), withValue("e "), withValue("ß"));
    write(alike.stream().map(SampleBuckets::any).toArray(OwnedBucket[]::new));
    TagChoice some = TagChoice.of("k", "e", "ss", " e", "É", "e\u0301");

    assertThat(listed(SeriesFilter.system(ORDERS.name()).with(some)))
        .containsExactly(withValue("e"));
  }

  @Test
  void noMoreSeriesAreListedThanAreAskedFor() {
    write(any(FIRST), any(SECOND), any(THIRD));

    assertThat(backend.buckets().series(SENT, 2)).hasSize(2).doesNotHaveDuplicates();
    assertThat(backend.buckets().series(SENT, 3)).hasSize(3);
  }

  @Test
  void aSeriesIsListedOnceHoweverManyBucketsItHas() {
    write(version(1));
    write(SampleBuckets.every(Granularity.values()));
    write(SampleBuckets.atMinutes(1, 2, 3));

    assertThat(listed(SeriesFilter.system(ORDERS.name()))).containsExactly(ORDERS);
  }

  @Test
  void aMetricIsToldFromOthersByNameKindAndType() {
    SeriesKey gauge = SeriesKey.system("a.gauge", MetricKind.GAUGE, "service:api", Tags.empty());
    SeriesKey asGauge =
        SeriesKey.system(ORDERS.name(), MetricKind.GAUGE, "service:api", Tags.empty());
    SeriesKey ofUsers = SeriesKey.user(ORDERS.name(), MetricKind.COUNTER, "s", "t9", Tags.empty());
    write(any(ORDERS), any(withValue("x")), any(gauge), any(asGauge), any(ofUsers), any(FIRST));

    assertThat(backend.buckets().metrics(SeriesType.SYSTEM))
        .containsExactly(StoredMetric.of(gauge), StoredMetric.of(ORDERS), StoredMetric.of(asGauge));
    assertThat(backend.buckets().metrics(SeriesType.USER))
        .containsExactly(StoredMetric.of(ofUsers), StoredMetric.of(FIRST));
  }

  @Test
  void aTenantHasTheMetricsOfItsOwn() {
    SeriesKey other = SeriesKey.user("a.count", MetricKind.COUNTER, "s", "t1", Tags.empty());
    write(any(FIRST), any(SECOND), any(THIRD), any(other), any(ORDERS));

    assertThat(backend.buckets().metrics("t1"))
        .containsExactly(StoredMetric.of(other), StoredMetric.of(FIRST));
    assertThat(backend.buckets().metrics("t2")).containsExactly(StoredMetric.of(FIRST));
    assertThat(backend.buckets().metrics("T1")).isEmpty();
    assertThat(backend.buckets().metrics("")).isEmpty();
  }

  private List<SeriesKey> listed(SeriesFilter filter) {
    return backend.buckets().series(filter, ALL);
  }
}
