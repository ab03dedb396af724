package io.tallystick.docs.readme;

import io.tallystick.Counter;
import io.tallystick.Metrics;
import io.tallystick.Tags;

public final class Orders {
  private static final Metrics METRICS = Metrics.current();
  private static final Counter PAID = METRICS.counter("orders.count", Tags.of("status", "paid"));

  private final Bank bank;

  Orders(Bank bank) {
    this.bank = bank;
  }

  Receipt pay(Order order) throws PaymentException {
    Receipt receipt = METRICS.measure("orders.payment.duration_ms", () -> bank.charge(order));
    PAID.increment();
    METRICS.histogram("orders.size_bytes", order.size(), "channel", order.channel());
    return receipt;
  }

  /** What somebody pays for. */
  record Order(int size, String channel) {}

  /** That it was paid. */
  record Receipt(String number) {}

  /** Takes the money. */
  interface Bank {
    Receipt charge(Order order) throws PaymentException;
  }

  /** That it does not take it. */
  @SuppressWarnings("serial")
  static final class PaymentException extends Exception {
    PaymentException(String message) {
      super(message);
    }
  }
}
