package io.tallystick.docs.readme;

/** Takes the money. */
interface Bank {
  Receipt charge(Order order) throws PaymentException;
}
