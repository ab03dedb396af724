package io.tallystick.core;

import io.tallystick.Tags;
import io.tallystick.core.query.Limits;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.NamingRule;
import io.tallystick.guard.SeriesGuard;
import io.tallystick.guard.TenantLimits;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of all options. */
final class Options {
  private static final List<Option<?>> TABLE = new ArrayList<>();

  static final Option<Boolean> ENABLED =
      flag("enabled", true, "Whether anything is recorded at all");

  static final Option<String> SOURCE =
      option(
          "source",
          OptionType.text(
              "two or more parts such as service:api, each a letter or digit and more of a-z, 0-9,"
                  + " _, . and -, at most 120 characters",
              120,
              "[a-z0-9][a-z0-9_.-]*(:[a-z0-9][a-z0-9_.-]*)+"),
          "service:app",
          "Which service this is; it is a part of every series");

  static final Option<Tags> TAGS =
      option("tags", OptionType.tags(), Tags.empty(), "Tags of every series");

  static final Option<Duration> FLUSH_INTERVAL =
      option(
          "flush.interval",
          OptionType.secondsThatDivideAMinute(),
          Duration.ofSeconds(10),
          "How often gauge suppliers are asked and what was recorded goes to the store");

  static final Option<Duration> COLLECTION_INTERVAL =
      option(
          "collection.interval",
          OptionType.seconds(1, 3_600),
          Duration.ofSeconds(30),
          "How often collectors and derived metrics are asked");

  static final Option<Duration> COLLECTION_DEADLINE =
      option(
          "collection.deadline",
          OptionType.seconds(1, 60),
          Duration.ofSeconds(5),
          "How long a collector may take before it is given up");

  static final Option<Set<String>> COLLECTION_OFF =
      option(
          "collection.off",
          OptionType.names(),
          Set.of(),
          "Collectors that are not asked, such as `files` or `pool.main`; `all` for all but `store`");

  static final Option<Boolean> COLLECTION_PINNING =
      flag(
          "collection.pinning",
          false,
          "Whether the flight recorder counts virtual threads that hold on to their carriers");

  static final Option<String> APP_NAME =
      app("name", "What the application is called; without it, the last part of the source");

  static final Option<String> APP_VERSION =
      app("version", "Which version of the application it is");

  static final Option<String> APP_ENVIRONMENT =
      app("environment", "Where the application runs, such as `production`");

  static final Option<Granularity> FINEST_GRANULARITY =
      option(
          "finest.granularity",
          OptionType.granularity(),
          Granularity.MINUTE,
          "How wide the narrowest buckets of the store are");

  static final Option<String> METRICS_PATH =
      option(
          "metrics.path",
          OptionType.text(
              "a path such as /metrics: parts of A-Z, a-z, 0-9, _, ., ~ and -, each behind a /,"
                  + " none of them . or .., at most 200 characters",
              200,
              "(/(?!\\.{1,2}(/|$))[A-Za-z0-9_.~-]+)+"),
          "/metrics",
          "Where Prometheus finds the metrics");

  static final Option<Boolean> INCLUDE_CLIENT_IDS =
      flag(
          "include.client.ids",
          false,
          "Whether client ids are shown as they are, not as a keyed hash");

  static final Option<String> TENANT_KEY =
      option(
          "tenant.key",
          OptionType.secret(32, 256),
          "",
          "The secret with which ids of tenants and clients are hashed, the same for all instances"
              + " that share a store; without one it is made once and kept with the store");

  static final Option<Boolean> STRICT =
      flag(
          "strict", false, "Whether mistakes in recording throw, for tests; else they are counted");

  static final Option<Boolean> FAIL_FAST =
      flag(
          "fail.fast",
          true,
          "Whether starting throws when the store cannot work; else the store is tried again later");

  static final Option<Map<String, Double>> POINTS =
      option(
          "points",
          OptionType.shares(),
          Map.of(),
          "Of which metrics single samples are kept too, and which share of them");

  static final Option<Boolean> API_METRICS =
      flag(
          "api.metrics",
          false,
          "Whether what is folded of requests is summed up in the table `api_metrics` too, for people"
              + " with a SQL tool; say the same in all instances that share a store");

  static final Option<Integer> RATELIMIT_KEYS =
      option(
          "ratelimit.keys",
          OptionType.number(1, 1_000_000),
          10_000,
          "The most keys whose rate limits are watched at a time");

  static final Option<Integer> RATELIMIT_WARN_SHARE =
      option(
          "ratelimit.warn.share",
          OptionType.number(1, 100),
          80,
          "How much of a rate limit is used when a warning is given, in percent");

  static final Option<Duration> RETENTION_1M =
      retention("1m", 1, Duration.ofHours(24), "buckets of a minute");

  static final Option<Duration> RETENTION_5M =
      retention("5m", 2, Duration.ofDays(7), "buckets of five minutes");

  static final Option<Duration> RETENTION_1H =
      retention("1h", 48, Duration.ofDays(90), "buckets of an hour");

  static final Option<Duration> RETENTION_1D =
      retention("1d", 48, KeepingTime.FOREVER, "buckets of a day");

  static final Option<Duration> RETENTION_POINTS =
      retention("points", 1, Duration.ofDays(7), "raw points");

  static final Option<Duration> RETENTION_RATE_LIMITS =
      retention("rate.limits", 1, Duration.ofDays(30), "records of rate limits by the hour");

  static final Option<Duration> RETENTION_ALERT_EVENTS =
      retention("alert.events", 1, Duration.ofDays(90), "alert events");

  static final Option<Duration> RETENTION_DELIVERY_LOG =
      retention("delivery.log", 1, Duration.ofDays(90), "records of whom alerts were sent to");

  static final Option<Duration> RETENTION_ANNOTATIONS =
      retention("annotations", 1, Duration.ofDays(400), "annotations");

  static final Option<Long> STORE_MAX_SIZE =
      option(
          "store.max.size",
          OptionType.bytesOrUnlimited(16 * ByteSize.MB, 1_048_576 * ByteSize.GB),
          ByteSize.UNLIMITED,
          "How large the store may become before it sheds history");

  static final Option<Integer> LIMIT_SERIES_PER_METRIC =
      limit(
          "series.per.metric",
          10_000_000,
          CardinalityLimit.standard().seriesPerMetric(),
          "The most series of one metric");

  static final Option<Integer> LIMIT_SERIES_IN_ALL =
      limit(
          "series.in.all",
          10_000_000,
          CardinalityLimit.standard().seriesInAll(),
          "The most series of all metrics together");

  static final Option<Integer> LIMIT_NAMES_IN_ALL =
      limit(
          "names.in.all",
          10_000_000,
          CardinalityLimit.standard().namesInAll(),
          "The most metric names");

  static final Option<Integer> LIMIT_TAGS_PER_SERIES =
      limit(
          "tags.per.series",
          GuardLimits.MAX_TAGS,
          GuardLimits.standard().maxTags(),
          "The most tags of one series");

  static final Option<Integer> LIMIT_NAME_LENGTH = nameLength("", 3);
  static final Option<Integer> LIMIT_KEY_LENGTH = keyLength("");
  static final Option<Integer> LIMIT_VALUE_LENGTH = valueLength("");

  static final Option<Boolean> LIMIT_REFUSE_EXCESS =
      flag(
          "limit.refuse.excess",
          GuardLimits.standard().refusesExcess(),
          "Whether a sample with what is too long or too many is refused; else the surplus is cut");

  static final Option<Set<String>> LIMIT_DENIED_KEYS =
      option(
          "limit.denied.keys",
          OptionType.keys(),
          Set.of(),
          "Tag keys that are denied beside the built-in ones");

  static final Option<Integer> LIMIT_TENANT_SERIES =
      limit(
          "tenant.series",
          1_000_000,
          TenantLimits.standard().series(),
          "The most series of one tenant");

  static final Option<Integer> LIMIT_TENANT_POINTS_PER_MINUTE =
      limit(
          "tenant.points.per.minute",
          1_000_000,
          TenantLimits.standard().pointsPerMinute(),
          "The most points that one tenant records in a minute");

  static final Option<Integer> LIMIT_TENANT_TAGS_PER_SERIES =
      limit(
          "tenant.tags.per.series",
          GuardLimits.MAX_TAGS,
          TenantLimits.standard().text().maxTags(),
          "The most tags of one tenant's series");

  static final Option<Integer> LIMIT_TENANT_NAME_LENGTH =
      nameLength("tenant.", SeriesGuard.TENANT_PREFIX.length() + 1);
  static final Option<Integer> LIMIT_TENANT_KEY_LENGTH = keyLength("tenant.");
  static final Option<Integer> LIMIT_TENANT_VALUE_LENGTH = valueLength("tenant.");

  static final Option<Long> BUDGET_CELLS =
      budget("cells", 32, "Memory for counters, gauges and what threads record into");

  static final Option<Long> BUDGET_HISTOGRAMS = budget("histograms", 64, "Memory for histograms");

  static final Option<Long> BUDGET_BACKLOG =
      budget("backlog", 64, "Memory for buckets that wait for the store");

  static final Option<Integer> LIMIT_QUERY_POINTS =
      limit("query.points", 100_000, Limits.DEFAULT.points(), "The most points of an answer");

  static final Option<Integer> LIMIT_QUERY_GROUPS =
      limit(
          "query.groups",
          100_000,
          Limits.DEFAULT.groups(),
          "The most groups of series of an answer");

  static final Option<Integer> LIMIT_QUERY_ROWS =
      limit(
          "query.rows",
          1_000_000_000,
          (int) Limits.DEFAULT.rows(),
          "The most buckets that are added up for an answer");

  static final Option<Duration> QUERY_DEADLINE =
      option(
          "query.deadline",
          OptionType.seconds(1, 3_600),
          Limits.DEFAULT.deadline(),
          "How long an answer may take");

  static final Option<String> ALERTS_LINK =
      option(
          "alerts.link",
          OptionType.text(
              "an address such as https://app.example/admin that ends without a /, or nothing at all",
              500,
              "(https?://[!-~]*[!-.0-~])?"),
          "",
          "Where people find the console: alerts link to it");

  static final Option<String> ALERTS_RULES =
      option(
          "alerts.rules",
          OptionType.text(
              "the path of a file of JSON without blanks around it, or nothing at all",
              1_000,
              "([^\\p{C}\\p{Z}]([^\\p{C}]*[^\\p{C}\\p{Z}])?)?"),
          "",
          "A file of alert rules beside those of the store; they are changed there only");

  static final Option<String> ALERTS_WEBHOOK_SECRET =
      option(
          "alerts.webhook.secret",
          OptionType.secret(16, 256),
          "",
          "The secret with which messages to the webhooks of rules are signed; without one they are"
              + " not");

  private Options() {}

  /** All options in the order of the table. */
  static List<Option<?>> table() {
    return Collections.unmodifiableList(TABLE);
  }

  private static <T> Option<T> option(String name, OptionType<T> type, T standard, String meaning) {
    Option<T> option = new Option<>(Option.PREFIX + name, type, standard, meaning);
    TABLE.add(option);
    return option;
  }

  private static Option<Boolean> flag(String name, boolean standard, String meaning) {
    return option(name, OptionType.flag(), standard, meaning);
  }

  private static Option<String> app(String what, String meaning) {
    return option("app." + what, OptionType.label(), "", meaning + " (in `app.info`)");
  }

  private static Option<Duration> retention(
      String name, int leastHours, Duration standard, String what) {
    return option(
        "retention." + name,
        OptionType.keepingFor(Duration.ofHours(leastHours)),
        standard,
        "How long %s are kept".formatted(what));
  }

  private static Option<Integer> limit(String name, int most, int standard, String meaning) {
    return option("limit." + name, OptionType.number(1, most), standard, meaning);
  }

  private static Option<Integer> nameLength(String whose, int least) {
    return option(
        "limit." + whose + "name.length",
        OptionType.number(least, NamingRule.MAX_NAME_LENGTH),
        GuardLimits.standard().maxNameLength(),
        "The longest name" + of(whose));
  }

  private static Option<Integer> keyLength(String whose) {
    return limit(
        whose + "key.length",
        NamingRule.MAX_KEY_LENGTH,
        GuardLimits.standard().maxKeyLength(),
        "The longest tag key" + of(whose));
  }

  private static Option<Integer> valueLength(String whose) {
    return option(
        "limit." + whose + "value.length",
        OptionType.number(8, GuardLimits.MAX_VALUE_LENGTH),
        GuardLimits.standard().maxValueLength(),
        "The longest tag value" + of(whose));
  }

  private static String of(String whose) {
    return whose.isEmpty() ? "" : " of a tenant";
  }

  private static Option<Long> budget(String name, long standardMegabytes, String meaning) {
    return option(
        "budget." + name,
        OptionType.bytes(ByteBudgets.LEAST, 1_024 * ByteSize.GB),
        standardMegabytes * ByteSize.MB,
        meaning);
  }
}
