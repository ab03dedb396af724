package io.tallystick.benchmarks;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * How far is a percentile from the true one?
 *
 * <p>100,000 lognormal samples go into one series; the answer is the error in per cent of the
 * sample of that rank. Libraries that keep buckets are asked as their servers are, by rank inside
 * the bucket.
 *
 * <pre>{@code
 * java -cp benchmarks.jar io.tallystick.benchmarks.PercentileError lognormal openTelemetry p99
 * }</pre>
 */
public final class PercentileError {
  private static final int SAMPLES = 100_000;

  private PercentileError() {}

  /** Prints per cent; takes {@code lognormal}, a contender, and p50, p95, p99 or p99.9. */
  public static void main(String[] arguments) {
    List<String> names = Arrays.stream(Peers.PERCENTILES).mapToObj(PercentileError::name).toList();
    System.out.println(percents(arguments[1])[names.indexOf(arguments[2])]);
    System.exit(0);
  }

  /** The error of each of {@link Peers#PERCENTILES}. */
  static double[] percents(String contender) {
    HistogramFleet fleet = new HistogramFleets(ThousandSeries.literals()).of(contender);
    double[] samples = Samples.lognormal(SAMPLES);
    for (double sample : samples) {
      fleet.recording().record(0, sample);
    }
    double[] answered = fleet.percentiles().get();
    Arrays.sort(samples);
    double[] percents = new double[answered.length];
    for (int i = 0; i < percents.length; i++) {
      double right = samples[(int) Math.ceil(Peers.PERCENTILES[i] * SAMPLES) - 1];
      percents[i] = Math.abs(answered[i] / right - 1) * 100;
    }
    return percents;
  }

  /** {@code p99.9} for 0.999. */
  private static String name(double quantile) {
    return "p"
        + BigDecimal.valueOf(quantile).movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
