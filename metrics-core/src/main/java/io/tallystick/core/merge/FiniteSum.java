package io.tallystick.core.merge;

/**
 * A sum of doubles that keeps what each addition rounds away and stays finite: at the largest
 * number of its sign where it would go beyond. For one thread.
 *
 * <pre>{@code
 * double sum = new FiniteSum().add(0.1).add(0.2).value();
 * }</pre>
 */
public final class FiniteSum {
  private double sum;
  private double rest;

  /** Adds a finite value. */
  public FiniteSum add(double value) {
    double next = sum + value;
    if (Double.isFinite(next)) {
      rest += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
      sum = next;
    } else {
      sum = Math.copySign(Double.MAX_VALUE, next);
    }
    return this;
  }

  /** What was added until now. */
  public double value() {
    return finite(sum + rest);
  }

  static double finite(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
