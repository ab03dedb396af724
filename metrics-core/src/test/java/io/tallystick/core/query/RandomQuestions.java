package io.tallystick.core.query;

import io.tallystick.MetricKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Questions as a seed says, about what a {@link ReferenceHistory} has and about what it has not.
 */
final class RandomQuestions {
  private static final List<ZoneId> ZONES =
      Stream.of("UTC", "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe")
          .map(ZoneId::of)
          .toList();

  private final Random random;
  private final Instant now;

  RandomQuestions(long seed, Instant now) {
    this.random = new Random(seed);
    this.now = now;
  }

  /** A question about one of the metrics and some of its series. */
  Question next() {
    Selection selection = selection();
    Question question = when(Question.about(selection)).zone(pick(ZONES));
    MetricKind kind =
        selection.metric().equals(ReferenceHistory.TIMES)
            ? MetricKind.HISTOGRAM
            : MetricKind.COUNTER;
    return question.aggregate(aggregation(kind));
  }

  private Selection selection() {
    Selection selection =
        switch (random.nextInt(4)) {
          case 0 -> Selection.of(ReferenceHistory.TIMES);
          case 1 -> tenants();
          default -> orders();
        };
    return random.nextInt(3) == 0 ? selection.source(pick(ReferenceHistory.SOURCES)) : selection;
  }

  private Selection tenants() {
    Selection all = Selection.ofTenants(ReferenceHistory.TENANTS);
    return random.nextBoolean() ? all.tenant(pick(List.of("a", "b"))) : all;
  }

  private Selection orders() {
    Selection all = Selection.of(ReferenceHistory.ORDERS);
    return switch (random.nextInt(4)) {
      case 0 -> all.tag("status", "paid", "void");
      case 1 -> all.tag("status", pick(ReferenceHistory.STATUSES)).tag("region", "eu", "nowhere");
      case 2 -> all.tag("region", pick(ReferenceHistory.REGIONS));
      default -> all;
    };
  }

  private Question when(Question question) {
    Question of =
        random.nextBoolean() ? question.period(pick(List.of(Period.values()))) : ranged(question);
    return random.nextInt(3) == 0 ? of.step(pick(List.of(Step.values()))) : of;
  }

  /** Often shorter, and to the second. */
  private Question ranged(Question question) {
    double days = Math.exp(random.nextDouble() * Math.log(24 * 60 * 390.0)) / (24 * 60);
    Duration length = Duration.ofSeconds(60 + (long) (days * 86_400));
    Duration before = Duration.ofSeconds((long) (random.nextDouble() * 86_400 * (400 - days)));
    Instant to = now.minus(random.nextInt(3) == 0 ? Duration.ofSeconds(-30) : before);
    return question.range(to.minus(length), to);
  }

  private Aggregation aggregation(MetricKind kind) {
    List<Aggregation> ofBoth = List.of(Aggregation.COUNT, Aggregation.SUM, Aggregation.RATE);
    List<Aggregation> ofHistograms =
        List.of(
            Aggregation.AVG,
            Aggregation.MIN,
            Aggregation.MAX,
            Aggregation.percentile(0),
            Aggregation.percentile(50),
            Aggregation.percentile(99.5),
            Aggregation.percentile(random.nextInt(101)));
    return kind == MetricKind.HISTOGRAM && random.nextBoolean() ? pick(ofHistograms) : pick(ofBoth);
  }

  /** Keys that the series of a question have. */
  Question grouped(Question question) {
    boolean isOrders = question.selection().metric().equals(ReferenceHistory.ORDERS);
    return switch (random.nextInt(isOrders ? 4 : 1)) {
      case 1 -> question.groupBy("status");
      case 2 -> question.groupBy("region", "status");
      case 3 -> question.groupBy("region");
      default -> question.groupBy("source");
    };
  }

  int nextInt(int bound) {
    return random.nextInt(bound);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
