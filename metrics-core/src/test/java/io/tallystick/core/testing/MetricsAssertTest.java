package io.tallystick.core.testing;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsAssertTest {
  private final MetricsRuntime runtime = TestRuntime.create();
  private final Metrics metrics = runtime.metrics();

  @AfterEach
  void close() {
    runtime.close();
  }

  private static void failsWith(ThrowingCallable call, String... lines) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage(String.join(System.lineSeparator(), lines));
  }

  @Test
  void aCounterIsTheSumOfAllSeriesThatHaveTheTags() {
    metrics.count("orders.count", 2, "status", "paid", "channel", "web");
    metrics.count("orders.count", 1, "status", "paid", "channel", "app");
    metrics.count("orders.count", 0.5, "status", "open");

    assertThat(runtime).counter("orders.count").isEqualTo(3.5);
    assertThat(runtime).counter("orders.count", "status", "paid").isEqualTo(3);
    assertThat(runtime)
        .counter("orders.count", Tags.of("status", "paid", "channel", "app"))
        .isOneSeries()
        .isEqualTo(1);
  }

  @Test
  void aCounterThatIsAnotherNumberSaysWhatItIs() {
    metrics.count("orders.count", 2, "status", "paid", "channel", "web");
    metrics.count("orders.count", 1, "status", "paid", "channel", "app");

    failsWith(
        () -> assertThat(runtime).counter("orders.count", "status", "paid").isEqualTo(4),
        "The sum of the counter orders.count{status=paid} should be 4, but it is 3:",
        "  orders.count{channel=app, status=paid}: 1",
        "  orders.count{channel=web, status=paid}: 2");
  }

  @Test
  void severalSeriesWhereOneIsMeantAreShown() {
    metrics.count("orders.count", 2, "status", "paid");
    metrics.count("orders.count", 1, "status", "open");

    failsWith(
        () -> assertThat(runtime).counter("orders.count").isOneSeries(),
        "The counter orders.count{} is 2 series where one is asked for: give more tags.",
        "  orders.count{status=open}: 1",
        "  orders.count{status=paid}: 2");
  }

  @Test
  void aNameThatIsNotThereFailsAlsoWhereNothingIsExpectedAndShowsSimilarOnes() {
    metrics.count("orders.count");
    metrics.count("mails.sent.count");

    failsWith(
        () -> assertThat(runtime).counter("order.count").isEqualTo(0),
        "There is no counter order.count{}. The most similar names: orders.count,"
            + " mails.sent.count.");
  }

  @Test
  void tagsThatAreNotThereShowThoseThatAre() {
    metrics.count("orders.count", 2, "status", "paid");

    failsWith(
        () -> assertThat(runtime).counter("orders.count", "status", "open"),
        "There is no counter orders.count{status=open}. Under its name there is:",
        "  orders.count{status=paid}: 2");
  }

  @Test
  void whereNothingWasRecordedItSaysSo() {
    failsWith(
        () -> assertThat(runtime).histogram("upload.size_bytes"),
        "There is no histogram upload.size_bytes{}. Nothing at all was recorded.");
  }

  @Test
  void anotherKindOfTheSameNameDoesNotFit() {
    metrics.gauge("pool.active", 3);

    failsWith(
        () -> assertThat(runtime).counter("pool.active"),
        "There is no counter pool.active{}. Under its name there is:",
        "  pool.active{}: 3");
  }

  @Test
  void aGaugeIsItsLastValue() {
    metrics.gauge("pool.active", 3, "pool", "a");
    metrics.gauge("pool.active", 2.5, "pool", "a");

    assertThat(runtime).gauge("pool.active").isEqualTo(2.5);
    failsWith(
        () -> assertThat(runtime).gauge("pool.active", "pool", "a").isEqualTo(3),
        "The last value of the gauge pool.active{pool=a} should be 3, but it is 2.5:",
        "  pool.active{pool=a}: 2.5");
  }

  @Test
  void severalGaugesHaveNoSum() {
    metrics.gauge("pool.active", 3, "pool", "a");
    metrics.gauge("pool.active", 2, "pool", "b");

    assertThat(runtime).gauge("pool.active", Tags.of("pool", "b")).isEqualTo(2);
    failsWith(
        () -> assertThat(runtime).gauge("pool.active"),
        "The gauge pool.active{} is 2 series where one is asked for: give more tags.",
        "  pool.active{pool=a}: 3",
        "  pool.active{pool=b}: 2");
  }

  @Test
  void aHistogramIsTheSamplesOfAllSeriesThatHaveTheTags() {
    metrics.histogram("upload.size_bytes", 2, "type", "image");
    metrics.histogram("upload.size_bytes", 7, "type", "image");
    metrics.histogram("upload.size_bytes", 3, "type", "text");

    assertThat(runtime).histogram("upload.size_bytes").hasCount(3).hasSum(12).hasMin(2).hasMax(7);
    assertThat(runtime)
        .histogram("upload.size_bytes", Tags.of("type", "text"))
        .isOneSeries()
        .hasCount(1)
        .hasMax(3);
  }

  @Test
  void aHistogramThatHasOtherSamplesSaysWhichItHas() {
    metrics.histogram("upload.size_bytes", 2, "type", "image");

    failsWith(
        () -> assertThat(runtime).histogram("upload.size_bytes").hasCount(3),
        "The count of the histogram upload.size_bytes{} should be 3, but it is 1:",
        "  upload.size_bytes{type=image}: count 1, sum 2");
    failsWith(
        () -> assertThat(runtime).histogram("upload.size_bytes").hasSum(3),
        "The sum of the histogram upload.size_bytes{} should be 3, but it is 2:",
        "  upload.size_bytes{type=image}: count 1, sum 2");
    failsWith(
        () -> assertThat(runtime).histogram("upload.size_bytes").hasMin(3),
        "The least sample of the histogram upload.size_bytes{} should be 3, but it is 2:",
        "  upload.size_bytes{type=image}: count 1, sum 2");
    failsWith(
        () -> assertThat(runtime).histogram("upload.size_bytes").hasMax(3),
        "The greatest sample of the histogram upload.size_bytes{} should be 3, but it is 2:",
        "  upload.size_bytes{type=image}: count 1, sum 2");
  }

  @Test
  void aNameThatIsToBeAbsentMayBeThereWithOtherTags() {
    metrics.count("orders.count", 2, "status", "paid");

    assertThat(runtime).hasNoSeries("orders.refused.count");
    assertThat(runtime).hasNoSeries("orders.count", "status", "open");
    failsWith(
        () -> assertThat(runtime).hasNoSeries("orders.count"),
        "Nothing was to be recorded under orders.count{}, but there is:",
        "  orders.count{status=paid}: 2");
  }

  @Test
  void aTenantsMetricIsTheSumOverTenants() {
    metrics.forTenant("acme").count("invoice.sent", 2);
    metrics.forTenant("other").count("invoice.sent", 3);

    assertThat(runtime).counter("user.invoice.sent").isEqualTo(5);
  }

  @Test
  void onlySoManySeriesAreShown() {
    for (int part = 10; part < 40; part++) {
      metrics.count("orders.count", 1, "part", "p" + part);
    }

    assertThatThrownBy(() -> assertThat(runtime).counter("orders.count").isEqualTo(31))
        .hasMessageContaining("p29}: 1")
        .hasMessageNotContaining("p30}: 1")
        .hasMessageEndingWith("  and 10 more");
  }

  @Test
  void wholeNumbersAreComparedToTheLastDigitHoweverLarge() {
    long large = 1_000_000_000_001L;
    metrics.count("orders.count", large);
    metrics.gauge("pool.active", large);
    metrics.histogram("upload.size_bytes", large);

    assertThat(runtime).counter("orders.count").isEqualTo(large).isEqualTo((double) large);
    assertThat(runtime).gauge("pool.active").isEqualTo(large);
    assertThat(runtime).histogram("upload.size_bytes").hasSum(large).hasMin(large).hasMax(large);
    failsWith(
        () -> assertThat(runtime).counter("orders.count").isEqualTo(1e12),
        "The sum of the counter orders.count{} should be 1000000000000, but it is 1000000000001:",
        "  orders.count{}: 1000000000001");
    for (ThrowingCallable other :
        List.<ThrowingCallable>of(
            () -> assertThat(runtime).counter("orders.count").isEqualTo(large - 1),
            () -> assertThat(runtime).gauge("pool.active").isEqualTo(large - 1),
            () -> assertThat(runtime).histogram("upload.size_bytes").hasSum(large - 1),
            () -> assertThat(runtime).histogram("upload.size_bytes").hasMin(large - 1),
            () -> assertThat(runtime).histogram("upload.size_bytes").hasMax(large + 1))) {
      assertThatThrownBy(other).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void aCountThatNoDoubleCanSayIsComparedToTheLastDigitToo() {
    metrics.counter("orders.count").add((1L << 53) + 1);

    assertThat(runtime).counter("orders.count").isEqualTo((1L << 53) + 1);
    failsWith(
        () -> assertThat(runtime).counter("orders.count").isEqualTo(1L << 53),
        "The sum of the counter orders.count{} should be 9007199254740992, but it is"
            + " 9007199254740993:",
        "  orders.count{}: 9007199254740993");
  }

  @Test
  void aFewFractionsDoNotMakeTheWholeAmountsBesideThemInexact() {
    metrics.count("fees.count", 1_000_000_000_000L);
    metrics.count("fees.count", 0.1);

    assertThat(runtime).counter("fees.count").isEqualTo(1e12 + 0.1);
    for (double other : new double[] {1e12, 1e12 + 0.2, 1e12 + 1}) {
      assertThatThrownBy(() -> assertThat(runtime).counter("fees.count").isEqualTo(other))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void sumsOfFractionsNeedNotBeExactToTheLastDigit() {
    for (int i = 0; i < 10; i++) {
      metrics.count("fees.count", 0.1);
    }

    assertThat(runtime).counter("fees.count").isEqualTo(1);
    assertThatThrownBy(() -> assertThat(runtime).counter("fees.count").isEqualTo(1.000001))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertThat(runtime).counter("fees.count").isEqualTo(Double.NaN))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aTestRuntimeIsStrictAndBehindNobodysBack() {
    Metrics.current().count("orders.count");

    assertThat(runtime).hasNoSeries("orders.count");
    assertThatThrownBy(() -> metrics.count("Orders")).isInstanceOf(IllegalArgumentException.class);
    Assertions.assertThat(runtime.isEnabled()).isTrue();
  }
}
