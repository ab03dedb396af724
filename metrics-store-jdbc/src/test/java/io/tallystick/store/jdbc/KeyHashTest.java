package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.SeriesKey;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyHashTest {
  private static final SeriesKey ORDERS =
      SeriesKey.system(
          "orders.count", MetricKind.COUNTER, "service:api", Tags.of("status", "paid"));

  /** A store holds such hashes, so they never change. */
  @Test
  void theFormIsTheOneThatStoresHold() {
    assertThat(hash(ORDERS)).isEqualTo("2eda73de3621b976103668a5e29cdd75");
    assertThat(
            hash(
                SeriesKey.user(
                    "user.größe.size_bytes",
                    MetricKind.HISTOGRAM,
                    "service:worker",
                    "7f3a",
                    Tags.of("a", "", "k", "😀"))))
        .isEqualTo("b0b7100fcab520eede53ec27818a4451");
    assertThat(hash(SeriesKey.system("pool.active", MetricKind.GAUGE, "service:api", Tags.empty())))
        .isEqualTo("f1d6ed6354d035e1b64cc887948d0bf8");
  }

  @Test
  void theOrderInWhichTagsWereGivenDoesNotMatter() {
    assertThat(hash(tagged(Tags.of("b", "2", "a", "1"))))
        .isEqualTo(hash(tagged(Tags.of("a", "1", "b", "2"))));
  }

  @Test
  void everyPartCounts() {
    String name = ORDERS.name();
    Tags tags = ORDERS.tags();
    Stream<SeriesKey> keys =
        Stream.of(
            ORDERS,
            SeriesKey.system("orders.coun", MetricKind.COUNTER, "service:api", tags),
            SeriesKey.system(name, MetricKind.GAUGE, "service:api", tags),
            SeriesKey.system(name, MetricKind.COUNTER, "service:apj", tags),
            SeriesKey.system(name, MetricKind.COUNTER, "service:api", Tags.empty()),
            SeriesKey.system(name, MetricKind.COUNTER, "service:api", tags.and("status", "Paid")),
            SeriesKey.system(name, MetricKind.COUNTER, "service:api", tags.and("k", "")),
            SeriesKey.user(name, MetricKind.COUNTER, "service:api", "t1", tags),
            SeriesKey.user(name, MetricKind.COUNTER, "service:api", "t2", tags));

    assertThat(keys.map(KeyHashTest::hash)).doesNotHaveDuplicates().hasSize(9);
  }

  @Test
  void surrogatesThatStandAloneAreToldApart() {
    assertThat(
            Stream.of("\ud800", "\ud801", "\udc00", "?", "\uFFFD", "\ud800\udc00")
                .map(value -> hash(tagged(Tags.of("k", value)))))
        .doesNotHaveDuplicates();
  }

  @Test
  void textThatIsShiftedFromOnePartToAnotherMakesAnotherKey() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Map<String, SeriesKey> keys = new HashMap<>();
      for (int i = 0; i < 2_000; i++) {
        SeriesKey key = cut("aaaabaaaa", random);
        SeriesKey other = keys.putIfAbsent(hash(key), key);

        assertThat(other == null ? key : other).as("seed %d", seed).isEqualTo(key);
      }
      assertThat(keys).as("seed %d", seed).hasSizeGreaterThan(100);
    }
  }

  /** A text cut into the parts of a key, of which a name, a source and a tenant are not empty. */
  private static SeriesKey cut(String text, Random random) {
    int name = 1 + random.nextInt(3);
    int source = name + 1 + random.nextInt(3);
    int tenant = source + random.nextInt(2);
    Tags tags = Tags.empty();
    for (int at = tenant; at < text.length(); ) {
      int value = at + random.nextInt(text.length() - at + 1);
      int end = value + random.nextInt(text.length() - value + 1);
      tags = tags.and(text.substring(at, value), text.substring(value, end));
      at = Math.max(at + 1, end);
    }
    return tenant == source
        ? SeriesKey.system(
            text.substring(0, name), MetricKind.COUNTER, text.substring(name, source), tags)
        : SeriesKey.user(
            text.substring(0, name),
            MetricKind.COUNTER,
            text.substring(name, source),
            text.substring(source, tenant),
            tags);
  }

  private static SeriesKey tagged(Tags tags) {
    return SeriesKey.system(ORDERS.name(), MetricKind.COUNTER, "service:api", tags);
  }

  private static String hash(SeriesKey key) {
    return HexFormat.of().formatHex(KeyHash.of(key));
  }
}
