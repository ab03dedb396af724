package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.guard.GuardLimits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recording holds in memory, of texts that guards took out and of refusals. */
class WhatIsKeptTest {
  private static final String MARK = "zq7xj";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zq7xj@example.com",
        "user zq7xj: 10.11.12.13",
        "Bearer zq7xj0123456789abcdef",
        "sk_live_zq7xj12345678"
      })
  void noPersonalDataIsReachable(String value) {
    ShownRecording shown = new ShownRecording();
    record(shown, "k", value);
    shown.drain();

    assertThat(shown.ids()).isNotEmpty().allMatch(id -> id.contains("redacted"));
    assertThat(Reachable.from(shown.recording).holdsText(MARK)).isFalse();
  }

  @Test
  void noValueOfADeniedKeyIsReachable() {
    ShownRecording shown = new ShownRecording();
    record(shown, "email", MARK);

    assertThat(shown.drain().ids()).isNotEmpty();
    assertThat(Reachable.from(shown.recording).holdsText(MARK)).isFalse();
  }

  @Test
  void noRefusedTextIsReachable() {
    ShownRecording shown =
        new ShownRecording(new Wanted().guard(GuardLimits.standard().refusingExcess()));
    record(shown, "k", MARK + "v".repeat(128));
    for (int i = 0; i < 3; i++) {
      shown.metrics.count(MARK + i + "@example.com", 1, "k", "v");
      shown.metrics.count("A." + "x".repeat(80) + MARK, 1, "k", "v");
    }

    assertThat(shown.drain().ids()).isEmpty();
    assertThat(Reachable.from(shown.recording).holdsText(MARK)).isFalse();
  }

  @Test
  void noTenantIdIsReachableAndNothingOfWhatWasRefusedThem() {
    ShownRecording shown = new ShownRecording(new Wanted().tenantKey(id -> "hash"));
    for (int i = 0; i < 3; i++) {
      tenant(shown, MARK, "a.count", "k", "v");
      tenant(shown, MARK, "a.count", "k", MARK + "@example.com");
      tenant(shown, MARK, "a.count", "email", MARK);
      tenant(shown, MARK, "Bad" + MARK.repeat(40), "k", "v");
    }

    shown.recording.logRefusals(); // until then a refused name is held for the log
    assertThat(shown.drain().ids()).containsExactly("user.a.count{k=v}@hash");
    assertThat(Reachable.from(shown.recording).holdsText(MARK)).isFalse();
  }

  @Test
  void whatIsAcceptedIsReachable() {
    ShownRecording shown = new ShownRecording();
    record(shown, "k", MARK);

    assertThat(Reachable.from(shown.recording).holdsText(MARK)).isTrue();
  }

  @Test
  void refusalsAreRememberedInABoundedTable() {
    ShownRecording shown = new ShownRecording();
    for (int i = 0; i < 50_000; i++) {
      shown.metrics.count("Bad" + i, 1, "k", "v");
      shown.metrics.count("a.count", 1, "k", "v" + i + "@example.com");
      shown.metrics.count("a.count", 1, "email", "v" + i);
      shown.metrics.gauge("a.count", 1, "k", "v" + i);
    }
    Reachable reachable = Reachable.from(shown.recording);

    assertThat(reachable.count(Remembered.Verdict.class)).isBetween(1_000L, 4_096L);
    assertThat(reachable.count(String.class)).isLessThan(500);
    assertThat(shown.drain().ids()).containsExactly("a.count", "a.count{k=redacted}");
    assertThat(shown.sum("a.count")).isEqualTo(100_000);
  }

  @Test
  void waysToWriteASeriesAreBounded() {
    ShownRecording shown = new ShownRecording();
    List<String> keys = List.of("a", "b", "c", "d");
    for (int i = 0; i < 256; i++) {
      String[] k = new String[4];
      for (int j = 0; j < 4; j++) {
        k[j] = keys.get(i >> 2 * j & 3);
      }
      shown.metrics.count("a.count", 1, k[0], "1", k[1], "1", k[2], "1", k[3], "1");
    }
    long series = shown.drain().ids().size();

    assertThat(series).isEqualTo(15);
    assertThat(Reachable.from(shown.recording).count(OtherEntry.class)).isBetween(15L, 2 * series);
    assertThat(shown.sum("a.count")).isEqualTo(256);
  }

  private static void record(ShownRecording shown, String key, String value) {
    for (int i = 0; i < 3; i++) {
      shown.metrics.count("a.count", 1, key, copy(value));
      shown.metrics.count("a.count", 1, Tags.of("b", "redacted", key, copy(value)));
      shown.metrics.histogram("a.size_bytes", 1, "b", "redacted", key, copy(value));
      shown.metrics.gauge("a.active", Tags.of("b", "redacted", key, copy(value))).set(1);
    }
    shown.metrics.count("a.count", -1, key, copy(value), "b", "redacted");
  }

  private static void tenant(
      ShownRecording shown, String id, String name, String key, String value) {
    shown.metrics.recordUserMetric(
        copy(id), name, 1, UserMetricKind.COUNT, Tags.of(key, copy(value)));
  }

  private static String copy(String text) {
    return new StringBuilder(text).toString();
  }
}
