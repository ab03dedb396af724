package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.SampleAlerts;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A warning comes before what it warns of, whatever the store does. */
class WarningNotesTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void whatSomebodyElseKeptIsNoNews() {
    try (InMemoryBackend backend = InMemoryBackend.create()) {
      AlertEvent event = SampleAlerts.event("e1", AT);

      assertThat(new WarningNotes(backend.control()).isNews(event)).isTrue();
      assertThat(new WarningNotes(backend.control()).isNews(event)).isFalse();
      assertThat(backend.control().eventsOf(event.ruleId(), AlertRig.EVER, 9)).hasSize(1);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aStoreThatHangsIsNotWaitedFor() {
    CountDownLatch never = new CountDownLatch(1);
    ControlStore hanging =
        (ControlStore)
            Proxy.newProxyInstance(
                ControlStore.class.getClassLoader(),
                new Class<?>[] {ControlStore.class},
                (proxy, method, arguments) -> {
                  never.await();
                  return false;
                });
    WarningNotes notes = new WarningNotes(hanging);

    for (int i = 0; i < 5; i++) {
      assertThat(notes.isNews(SampleAlerts.event("e" + i, AT))).isTrue();
    }
    never.countDown();
  }
}
