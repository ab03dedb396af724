package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LookupTest {
  @Test
  void aHostThatTakesLongToLookUpHoldsNobodyUp() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(4);
    InetAddress open = InetAddress.getByName("8.8.8.8");
    Webhook webhook =
        Webhook.to(
            URI.create("https://slow.example.com/"),
            WebhookSettings.standard(Clock.systemUTC())
                .within(Duration.ofMillis(20))
                .resolving(
                    host -> {
                      awaitUninterruptibly(answers);
                      answered.countDown();
                      return new InetAddress[] {open};
                    }));

    for (int i = 0; i < 6; i++) {
      assertThatExceptionOfType(InvalidWebhookException.class)
          .isThrownBy(webhook::check)
          .withMessageContaining("took too long");
    }
    answers.countDown();

    assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
