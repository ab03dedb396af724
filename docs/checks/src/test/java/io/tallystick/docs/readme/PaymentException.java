package io.tallystick.docs.readme;

/** That the bank does not take it. */
@SuppressWarnings("serial")
final class PaymentException extends Exception {
  PaymentException(String message) {
    super(message);
  }
}
