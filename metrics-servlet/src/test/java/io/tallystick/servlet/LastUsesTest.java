package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.core.TimedRuntime;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastUsesTest {
  private final TimedRuntime time = TimedRuntime.at("2026-03-01T10:00:00Z");
  private final ControlStore control = time.runtime().storage().control();
  private final Instant now = control.now();

  @AfterEach
  void close() {
    time.close();
  }

  private void use(String key, int minutesAgo, long used) {
    Instant start = now.minusSeconds(60L * minutesAgo);
    control.putRateLimitUse(
        new RateLimitUse(key, new TimeRange(start, start.plusSeconds(60)), used, 100));
  }

  @Test
  void ofEachKeyTheLastUseIsFoundThoughOneWindowHasMoreThanAPortion() {
    for (int i = 0; i < 50; i++) {
      use("client:" + i, 4, 1);
      use("client:" + i, 2, i);
    }
    use("client:0", 1, 77);

    for (int atOnce : new int[] {1, 7, 50, 1_000}) {
      assertThat(new LastUses(control, atOnce).read(() -> {}))
          .hasSize(50)
          .allSatisfy(
              use -> {
                int client = Integer.parseInt(use.key().substring("client:".length()));
                assertThat(use.used()).isEqualTo(client == 0 ? 77 : client);
              });
    }
  }

  @Test
  void theHourIsReadWhereTheLastMinutesHaveNone() {
    use("client:1", 40, 9);
    use("client:1", 70, 3);

    assertThat(new LastUses(control, 10).read(() -> {}))
        .singleElement()
        .satisfies(use -> assertThat(use.used()).isEqualTo(9));
    use("client:2", 1, 5);
    assertThat(new LastUses(control, 10).read(() -> {}))
        .singleElement()
        .satisfies(use -> assertThat(use.key()).isEqualTo("client:2"));
  }

  @Test
  void whoIsStoppedReadsNoFurther() {
    for (int i = 0; i < 5; i++) {
      use("client:1", i, i);
    }
    AtomicInteger portions = new AtomicInteger();

    assertThatThrownBy(
            () ->
                new LastUses(control, 2)
                    .read(
                        () -> {
                          if (portions.incrementAndGet() == 2) {
                            throw new CancellationException();
                          }
                        }))
        .isInstanceOf(CancellationException.class);
    assertThat(portions.get()).isEqualTo(2);
  }
}
