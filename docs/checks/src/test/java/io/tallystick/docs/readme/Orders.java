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
}
