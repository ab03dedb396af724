package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Calls recording with input at random, and knows what must come of it: what every sample added is
 * either in a series or counted as dropped.
 *
 * <p>Kinds are mixed up too: a call of another kind than its name has is one more fault.
 */
final class HostileCalls {
  private static final List<Method> CALLS = new ArrayList<>();
  private static final String[] TEXTS = {
    "a",
    "b",
    "status",
    "paid",
    "k1",
    "",
    " ",
    "Status",
    "email",
    "ann@example.com",
    "10.1.2.3",
    "x\u0000y",
    "\ud800",
    "\udfff\ud800",
    "\u202e",
    "ı",
    "İ",
    "tenant",
    "overflow",
    "true",
    "redacted",
    "result",
    "v".repeat(128),
    "v".repeat(129),
    "k".repeat(41),
    "w".repeat(5_000),
    "AaAa",
    "AaBB",
    "BBAa",
    "BBBB",
    "4111111111111111",
    "Bearer abcdefgh12345678",
    "user.a",
    "%s%n"
  };
  private static final String[] PARTS = {
    ".count", ".active", ".size_bytes", "", ".", "..b", ".B", ".\u0000", ".ı", "." + "x".repeat(120)
  };
  private static final double[] NUMBERS = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    1.5,
    1e9,
    1e15,
    -1e-300,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  static {
    for (Method method : Metrics.class.getMethods()) {
      List<String> wanted = List.of("count", "gauge", "histogram", "duration");
      if (method.getReturnType() == void.class && wanted.contains(method.getName())) {
        CALLS.add(method);
      }
    }
    CALLS.sort(Comparator.comparing(Method::toString));
  }

  private final long seed;
  private final Random random;
  private final ShownRecording shown;
  private double given;
  private double expected;
  private long samples;

  HostileCalls(long seed, ShownRecording shown) {
    this.seed = seed;
    this.random = new Random(seed);
    this.shown = shown;
    shown.metrics.count("known.count", 0L);
    shown.metrics.count("exact.count", 0L);
    shown.metrics.histogram("exact.size_bytes");
  }

  /** One call; what it must add is noted. */
  void call() {
    if (random.nextInt(10) == 0) {
      callOfATenant();
    } else if (random.nextInt(10) == 0) {
      callOfAHandle();
    } else {
      callOnce(CALLS.get(random.nextInt(CALLS.size())));
    }
  }

  private void callOnce(Method method) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    arguments[0] = name();
    for (int i = 1; i < types.length; i++) {
      arguments[i] = argument(types[i]);
    }
    try {
      method.invoke(shown.metrics, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(
          "seed %d: %s%s".formatted(seed, method.getName(), Arrays.toString(arguments)), e);
    }
    if (method.getName().equals("count") && "known.count".equals(arguments[0])) {
      given += added(types.length == 1 ? 1 : ((Number) arguments[1]).doubleValue());
    }
  }

  private static double added(double amount) {
    return amount > 0 && Double.isFinite(amount) ? amount : 0;
  }

  /** Good samples of known names, beside which everything else goes wrong. */
  private void callOfAHandle() {
    long amount = random.nextInt(1_000);
    expected += amount + 0.25;
    samples++;
    shown.metrics.count("exact.count", amount, text(), text());
    shown.metrics.counter("exact.count", tags()).add(0.25);
    shown.metrics.histogram("exact.size_bytes", amount, text(), text(), text(), text());
    shown.metrics.gauge("exact.active", tags()).set(NUMBERS[random.nextInt(NUMBERS.length)]);
  }

  private void callOfATenant() {
    shown.metrics.recordUserMetric(
        random.nextInt(9) == 0 ? null : text(),
        random.nextInt(9) == 0 ? null : name(),
        NUMBERS[random.nextInt(NUMBERS.length)],
        random.nextBoolean() ? UserMetricKind.COUNT : UserMetricKind.GAUGE,
        random.nextInt(9) == 0 ? null : tags());
  }

  private @Nullable String name() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> text();
      case 2 -> "n" + random.nextInt(1_000) + PARTS[random.nextInt(PARTS.length)];
      case 3, 4 -> "known.count";
      default -> "n" + PARTS[random.nextInt(PARTS.length)];
    };
  }

  private @Nullable Object argument(Class<?> type) {
    double number = NUMBERS[random.nextInt(NUMBERS.length)];
    if (type == long.class) {
      return (long) Math.max(-5, Math.min(1e9, number));
    } else if (type == double.class) {
      return number;
    } else if (random.nextInt(12) == 0) {
      return null;
    } else if (type == String.class) {
      return text();
    } else if (type == Tags.class) {
      return tags();
    } else if (type == Result.class) {
      return random.nextBoolean() ? Result.SUCCESS : Result.ERROR;
    }
    return Duration.ofSeconds(random.nextLong(), random.nextInt(1_000));
  }

  private String text() {
    return switch (random.nextInt(4)) {
      case 0 -> "v" + random.nextInt(500);
      case 1 -> noise();
      default -> TEXTS[random.nextInt(TEXTS.length)];
    };
  }

  private String noise() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) random.nextInt(Character.MAX_VALUE + 1));
    }
    return text.toString();
  }

  private Tags tags() {
    Tags tags = Tags.empty();
    for (int i = random.nextInt(random.nextInt(8) == 0 ? 40 : 4); i > 0; i--) {
      tags = tags.and(text(), text());
    }
    return tags;
  }

  /** What is there and what was given, of calls that cost no sample; and of those that may. */
  static void assertAccounted(boolean nothingIsRefused, ShownRecording shown, HostileCalls... all) {
    shown.drain();
    double expected = 0;
    double given = 0;
    long samples = 0;
    long[] seeds = new long[all.length];
    for (int i = 0; i < all.length; i++) {
      expected += all[i].expected;
      given += all[i].given;
      samples += all[i].samples;
      seeds[i] = all[i].seed;
    }
    String by = "seeds " + Arrays.toString(seeds);
    double exact = shown.sum("exact.count") + shown.fractionSum("exact.count");
    double known = shown.sum("known.count") + shown.fractionSum("known.count");
    long histogram = shown.sum("exact.size_bytes");
    if (nothingIsRefused) {
      assertThat(exact).as(by).isEqualTo(expected).isPositive();
      assertThat(known).as(by).isCloseTo(given, withPercentage(1e-9)).isPositive();
      assertThat(histogram).as(by).isEqualTo(samples).isPositive();
    } else {
      assertThat(exact).as(by).isPositive().isLessThan(expected);
      assertThat(known).as(by).isPositive().isLessThan(given);
      assertThat(histogram).as(by).isPositive().isLessThan(samples);
    }
  }
}
