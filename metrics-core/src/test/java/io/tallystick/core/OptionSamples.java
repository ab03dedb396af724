package io.tallystick.core;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For each option, texts that are possible and texts that are not. */
final class OptionSamples {
  private static final Map<String, OptionSamples> BY_OPTION =
      Stream.of(
              flag("enabled"),
              of(
                  "source",
                  List.of("service:api", "s:1", "a.b-c_d:e.f:g", "0:0", "s:" + "a".repeat(118)),
                  List.of(
                      "service",
                      "service:",
                      ":api",
                      "Service:api",
                      "service:API",
                      "service:a pi",
                      "service:-a",
                      "service::a",
                      "servıce:api",
                      "service:é",
                      "s:" + "a".repeat(119),
                      "s:a\n")),
              of(
                  "tags",
                  List.of(
                      "", "region=eu", "region=eu,tier=gold", "a=b=c", "a=x y", "a=Straße", "a=ı"),
                  List.of(
                      "region",
                      "=eu",
                      "region=",
                      "region=eu,",
                      ",region=eu",
                      "region=eu,,tier=gold",
                      "region=eu,region=us",
                      "region=eu,region=")),
              of(
                  "flush.interval",
                  List.of("1", "2", "3", "4", "5", "6", "10", "12", "15", "20", "30", "60", "060"),
                  numbersBut("0", "7", "8", "11", "61", "120", "10s", "PT10S")),
              of(
                  "collection.interval",
                  List.of("1", "2", "7", "60", "3599", "3600"),
                  numbersBut("0", "3601", "30s")),
              of("collection.deadline", List.of("1", "5", "60"), numbersBut("0", "61", "5s")),
              of(
                  "collection.off",
                  List.of("", "all", "gc", "gc,pool.main", "cache.A-b_c:d", "a".repeat(120)),
                  List.of(",", "gc,", ",gc", "gc, pinning", ".gc", "gç", "a".repeat(121), "gc\n")),
              flag("collection.pinning"),
              label("app.name"),
              label("app.version"),
              label("app.environment"),
              of(
                  "finest.granularity",
                  List.of("1m", "5m", "1h", "1d"),
                  List.of("2m", "1M", "1 m", "m", "60", "minute", "1w", "１m")),
              of(
                  "metrics.path",
                  List.of("/metrics", "/a/b", "/.well-known/m", "/A_~-.9", "/" + "a".repeat(199)),
                  List.of(
                      "metrics",
                      "/",
                      "//",
                      "/a/",
                      "//a",
                      "/a//b",
                      "/.",
                      "/..",
                      "/a/../b",
                      "/./a",
                      "/a b",
                      "/a?b",
                      "/a#b",
                      "/a;b",
                      "/%2e",
                      "/a*",
                      "\\a",
                      "/é",
                      "/a\n",
                      "http://x/metrics",
                      "/" + "a".repeat(200))),
              flag("include.client.ids"),
              of(
                  "tenant.key",
                  List.of(
                      "", "0123456789abcdefABCDEF!\"$%&/()=+~", "k".repeat(32), "k".repeat(256)),
                  List.of(
                      "k".repeat(31),
                      "k".repeat(257),
                      "k".repeat(31) + " ",
                      "k".repeat(31) + "é",
                      "k".repeat(32) + "\n")),
              flag("strict"),
              flag("fail.fast"),
              flag("api.metrics"),
              of(
                  "points",
                  List.of(
                      "",
                      "orders.value",
                      "orders.value,email.send.duration_ms=0.1",
                      "a.b=1",
                      "a.b=.5",
                      "user.invoice.count=1.0"),
                  List.of(
                      "orders",
                      "Orders.value",
                      "orders.value,",
                      ",orders.value",
                      "orders.value,orders.value=0.1",
                      "orders.value=",
                      "orders.value=0",
                      "orders.value=0.0",
                      "orders.value=1.1",
                      "orders.value=-0.1",
                      "orders.value=1e-1",
                      "orders.value=NaN",
                      "orders.value=0.1=0.2",
                      "orders.value =0.1",
                      "orders.value=٠.١",
                      "tallystick.dropped.count")),
              of(
                  "alerts.link",
                  List.of("", "https://app.example/admin", "http://localhost:8080"),
                  List.of("app.example", "ftp://a", "https://a/", "https://a b", "https://é", "x")),
              of(
                  "alerts.rules",
                  List.of("", "rules.json", "/etc/tallystick/rules.json", "C:\\rules é.json"),
                  List.of("a\n", " a", "a ", " ", "a".repeat(1_001))),
              of(
                  "alerts.webhook.secret",
                  List.of("", "a".repeat(16), "a".repeat(256)),
                  List.of("a".repeat(15), "a".repeat(257), "a secret with blanks", "é".repeat(16))),
              number("ratelimit.keys", 1, 1_000_000),
              number("ratelimit.warn.share", 1, 100),
              retention("1m", List.of("1h", "60m"), List.of("59m", "0h")),
              retention("5m", List.of("2h", "120m"), List.of("119m", "1h")),
              retention("1h", List.of("48h", "2d"), List.of("47h", "1d")),
              retention("1d", List.of("48h", "2d"), List.of("47h", "1d")),
              retention("points", List.of("1h"), List.of("59m")),
              retention("rate.limits", List.of("1h"), List.of("59m")),
              retention("alert.events", List.of("1h"), List.of("59m")),
              retention("delivery.log", List.of("1h"), List.of("59m")),
              retention("annotations", List.of("1h"), List.of("59m")),
              of(
                  "store.max.size",
                  List.of("16MB", "16385KB", "16777216", "2GB", "1048576GB", "unlimited"),
                  noNumbers(
                      "16777215",
                      "16383KB",
                      "1048577GB",
                      "2gb",
                      "2 GB",
                      "GB",
                      "Unlimited",
                      "forever",
                      "0",
                      "-1GB",
                      "18014398509482048KB")),
              number("limit.series.per.metric", 1, 10_000_000),
              number("limit.series.in.all", 1, 10_000_000),
              number("limit.names.in.all", 1, 10_000_000),
              number("limit.tags.per.series", 1, 32),
              number("limit.name.length", 3, 120),
              number("limit.key.length", 1, 40),
              number("limit.value.length", 8, 128),
              flag("limit.refuse.excess"),
              of(
                  "limit.denied.keys",
                  List.of("", "customer", "customer,account_no", "X-Key", "a".repeat(40)),
                  List.of("a,", ",a", "a,,b", "a b", "1a", "_a", "é", "ı", "a".repeat(41))),
              number("limit.tenant.series", 1, 1_000_000),
              number("limit.tenant.points.per.minute", 1, 1_000_000),
              number("limit.tenant.tags.per.series", 1, 32),
              number("limit.tenant.name.length", 6, 120),
              number("limit.tenant.key.length", 1, 40),
              number("limit.tenant.value.length", 8, 128),
              budget("cells"),
              budget("histograms"),
              budget("backlog"),
              number("limit.query.points", 1, 100_000),
              number("limit.query.groups", 1, 100_000),
              number("limit.query.rows", 1, 1_000_000_000),
              of(
                  "query.deadline",
                  List.of("1", "2", "7", "60", "3599", "3600"),
                  numbersBut("0", "3601", "10s")))
          .collect(Collectors.toUnmodifiableMap(samples -> samples.property, samples -> samples));

  final String property;
  final List<String> possible;
  final List<String> impossible;

  private OptionSamples(String property, List<String> possible, List<String> impossible) {
    this.property = property;
    this.possible = possible;
    this.impossible = impossible;
  }

  /** Of every option of the table; an option without samples is an error. */
  static OptionSamples of(Option<?> option) {
    OptionSamples samples = BY_OPTION.get(option.property());
    if (samples == null) {
      throw new AssertionError("Give samples for " + option);
    }
    return samples;
  }

  private static OptionSamples of(String name, List<String> possible, List<String> impossible) {
    Stream<String> never = Stream.of(" ", "\t", "\u00A0", "\u0000", "\uD800", "x\r\ny");
    // An empty text stands for no tags and no keys; elsewhere it is a mistake.
    Stream<String> empty = possible.contains("") ? Stream.of() : Stream.of("");
    return new OptionSamples(
        "tallystick." + name,
        possible,
        Stream.of(impossible.stream(), never, empty).flatMap(texts -> texts).toList());
  }

  private static OptionSamples label(String option) {
    return of(
        option,
        List.of("", "shop", "1.4.2-rc+7", "a b", "x/y:z@1_0", "a".repeat(100)),
        List.of(" ", " a", "a ", "a\n", "é", "a=b", "a,b", "a".repeat(101)));
  }

  private static OptionSamples flag(String name) {
    return of(
        name,
        List.of("true", "false"),
        List.of("TRUE", "False", "yes", "1", "0", "on", "off", "true ", " false", "falſe", "tru"));
  }

  private static OptionSamples number(String name, int least, int most) {
    return of(
        name,
        List.of(
            String.valueOf(least),
            String.valueOf(least + 1),
            String.valueOf(most - 1),
            String.valueOf(most),
            "0" + least),
        numbersBut(String.valueOf(least - 1), String.valueOf(most + 1)));
  }

  private static OptionSamples retention(
      String name, List<String> possible, List<String> tooShort) {
    return of(
        "retention." + name,
        Stream.concat(
                possible.stream(), Stream.of("3d", "400d", "0400d", "36500d", "876000h", "forever"))
            .toList(),
        Stream.concat(
                tooShort.stream(),
                numbersBut(
                    "36501d",
                    "876001h",
                    "7",
                    "7D",
                    "7 d",
                    "d",
                    "7w",
                    "-7d",
                    "1.5h",
                    "7d12h",
                    "Forever",
                    "P7D",
                    "٧d",
                    "999999999d",
                    "9999999999d")
                    .stream())
            .toList());
  }

  private static OptionSamples budget(String name) {
    return of(
        "budget." + name,
        List.of("64KB", "65KB", "65536", "65537", "1MB", "1GB", "1024GB", "0064KB", "4294967306"),
        noNumbers(
            "65535",
            "63KB",
            "1025GB",
            "1099511627777",
            "32mb",
            "32M",
            "32 MB",
            "MB",
            "32MiB",
            "1.5GB",
            "-1GB",
            "999999999999999999GB",
            "9007199254740993KB",
            "18014398509482048KB",
            "٣٢MB"));
  }

  /**
   * These, texts that are no number for anybody, and one that is 10 where its top bits get lost.
   */
  private static List<String> numbersBut(String... more) {
    return Stream.concat(noNumbers(more).stream(), Stream.of("4294967306")).toList();
  }

  private static List<String> noNumbers(String... more) {
    return Stream.concat(
            Stream.of(more),
            Stream.of(
                "-1",
                "+10",
                "10.0",
                "1e1",
                "0x10",
                "10 ",
                " 10",
                "1_0",
                "１０",
                "١٠",
                "ten",
                "NaN",
                "9223372036854775808",
                "99999999999999999999",
                "null"))
        .toList();
  }
}
