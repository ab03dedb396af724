package io.tallystick.core.query;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a metric's history.
 *
 * <p>Immutable; each method gives another question. Unless told otherwise it is about the last 24
 * hours, by the calendar of UTC, and all series together.
 *
 * <pre>{@code
 * Question slow =
 *     Question.about("http.request.duration_ms")
 *         .tag("method", "GET", "HEAD")
 *         .period(Period.WEEK)
 *         .aggregate(Aggregation.percentile(99))
 *         .groupBy("route_id")
 *         .top(5);
 * Question errorRate =
 *     Question.about("http.request.count")
 *         .tag("status_class", "4xx", "5xx")
 *         .per(Selection.of("http.request.count"));
 * }</pre>
 */
public final class Question {
  /** The most keys to group by. */
  private static final int MOST_KEYS = 2;

  private static final int MOST_GROUPS = 1_000;

  /** Nobody recorded later, and every day until then is looked at. */
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private final Selection selection;
  private final @Nullable Selection whole;
  private final @Nullable Aggregation aggregation;
  private final When when;
  private final List<String> keys;
  private final int top;
  private final boolean isFresh;
  private final boolean isOfMany;

  private Question(
      Selection selection,
      @Nullable Selection whole,
      @Nullable Aggregation aggregation,
      When when,
      Grouping grouping) {
    this.selection = selection;
    this.whole = whole;
    this.aggregation = aggregation;
    this.when = when;
    this.keys = grouping.keys();
    this.top = grouping.top();
    this.isFresh = grouping.isFresh();
    this.isOfMany = grouping.isOfMany();
  }

  /** A question about one of the application's own metrics, by its name or another name of it. */
  public static Question about(String metric) {
    return about(Selection.of(metric));
  }

  /** A question about some series. */
  public static Question about(Selection selection) {
    return new Question(
        requireNonNull(selection, "selection"),
        null,
        null,
        When.LAST_DAY,
        new Grouping(List.of(), 0, false, false));
  }

  /** About those series only that have a tag with one of these values. */
  public Question tag(String key, String... values) {
    return with(selection.tag(key, values));
  }

  /** About those series only that are of a source. */
  public Question source(String only) {
    return with(selection.source(only));
  }

  /** This question about other series. */
  Question with(Selection other) {
    return new Question(other, whole, aggregation, when, grouping());
  }

  /**
   * Asks for the ratio of the counts: those of this question's series to those of others, such as
   * errors to all. It takes the place of an aggregation.
   */
  public Question per(Selection all) {
    return new Question(selection, requireNonNull(all, "all"), null, when, grouping());
  }

  /** Asks for one number of each stretch of time; a percentile 95, a count or a last value else. */
  public Question aggregate(Aggregation by) {
    return new Question(selection, null, requireNonNull(by, "aggregation"), when, grouping());
  }

  /** About a time that ends now. */
  public Question period(Period period) {
    return with(when.period(requireNonNull(period, "period")));
  }

  /**
   * About a time from an instant on and before another.
   *
   * @throws InvalidQueryException when it does not end after it starts, or one of them is before
   *     1970 or after 2100
   */
  public Question range(Instant from, Instant to) {
    requireTime(from, to, requireNonNull(from, "from"));
    requireTime(from, to, requireNonNull(to, "to"));
    Instant first = from.truncatedTo(ChronoUnit.MILLIS);
    Instant end = to.truncatedTo(ChronoUnit.MILLIS);
    if (!first.isBefore(end)) {
      throw new InvalidQueryException(
          "range", from + " to " + to, "it must end after it starts: give a later end");
    }
    return with(when.range(new TimeRange(first, end)));
  }

  private static void requireTime(Instant from, Instant to, Instant each) {
    if (each.isBefore(Instant.EPOCH) || each.isAfter(LATEST)) {
      throw new InvalidQueryException(
          "range", from + " to " + to, "give times from %s to %s".formatted(Instant.EPOCH, LATEST));
    }
  }

  /** How long a point of a time series is, or a column of a heatmap. */
  public Question step(Step step) {
    return with(when.step(requireNonNull(step, "step")));
  }

  /** By whose calendar days, weeks and months begin. */
  public Question zone(ZoneId zone) {
    return with(when.zone(requireNonNull(zone, "zone")));
  }

  private Question with(When other) {
    return new Question(selection, whole, aggregation, other, grouping());
  }

  /**
   * Asks for each group of series apart that have the same value of a tag, or of two. A series that
   * lacks the tag belongs to the group of an empty value. The key {@code source} stands for the
   * source of a series that has no such tag.
   *
   * @throws InvalidQueryException when there are no keys, more than two, or one twice
   */
  public Question groupBy(String... tagKeys) {
    List<String> all = List.of(tagKeys);
    if (all.isEmpty() || all.size() > MOST_KEYS || all.stream().distinct().count() < all.size()) {
      throw new InvalidQueryException("groupBy", all, "give one tag key, or two that differ");
    }
    return new Question(
        selection, whole, aggregation, when, new Grouping(all, top, isFresh, isOfMany));
  }

  /**
   * Asks for the largest groups only.
   *
   * @throws InvalidQueryException when it is not from 1 to 1,000
   */
  public Question top(int groups) {
    if (groups < 1 || groups > MOST_GROUPS) {
      throw new InvalidQueryException("top", groups, "give a number from 1 to " + MOST_GROUPS);
    }
    return new Question(
        selection, whole, aggregation, when, new Grouping(keys, groups, isFresh, isOfMany));
  }

  /** Asks for an answer of now: none that is a few seconds old. */
  public Question fresh() {
    return new Question(
        selection, whole, aggregation, when, new Grouping(keys, top, true, isOfMany));
  }

  /**
   * Lets twenty times as many groups and ten times as many buckets be added up as else, and any
   * number of buckets where only counts or sums are asked for. For the questions of a page that are
   * always the same: those have to be answered however many series there are, and need the deadline
   * alone.
   */
  public Question ofMany() {
    return new Question(
        selection, whole, aggregation, when, new Grouping(keys, top, isFresh, true));
  }

  private Grouping grouping() {
    return new Grouping(keys, top, isFresh, isOfMany);
  }

  Selection selection() {
    return selection;
  }

  /** What the selection is a part of, where a ratio is asked for. */
  @Nullable Selection whole() {
    return whole;
  }

  @Nullable Aggregation aggregation() {
    return aggregation;
  }

  When when() {
    return when;
  }

  List<String> keys() {
    return keys;
  }

  /** How many groups, or 0 for all. */
  int top() {
    return top;
  }

  boolean isFresh() {
    return isFresh;
  }

  boolean isOfMany() {
    return isOfMany;
  }

  /** Whether an answer to the one is an answer to the other. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Question that
        && selection.equals(that.selection)
        && Objects.equals(whole, that.whole)
        && Objects.equals(aggregation, that.aggregation)
        && when.equals(that.when)
        && keys.equals(that.keys)
        && top == that.top
        && isOfMany == that.isOfMany;
  }

  @Override
  public int hashCode() {
    return Objects.hash(selection, whole, aggregation, when, keys, top, isOfMany);
  }

  @Override
  public String toString() {
    return "%s of %s, %s".formatted(aggregation, selection, when);
  }

  /** Into which groups, how many of them, whether an older answer will do, and of how much. */
  private record Grouping(List<String> keys, int top, boolean isFresh, boolean isOfMany) {}
}
