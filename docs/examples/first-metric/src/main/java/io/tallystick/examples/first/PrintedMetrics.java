package io.tallystick.examples.first;

import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.guard.Decision;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.SeriesGuard;
import io.tallystick.guard.ValueRule;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that print each sample behind the guards instead of keeping it; handles do nothing.
 *
 * <p>A proxy, because one method then stands for all the overloads of the recording calls.
 */
final class PrintedMetrics implements InvocationHandler {
  private final PrintStream out;
  private final SeriesGuard system = SeriesGuard.forSystem(GuardLimits.standard());
  private final SeriesGuard tenants = SeriesGuard.forTenants(GuardLimits.standard());

  private PrintedMetrics(PrintStream out) {
    this.out = out;
  }

  static Metrics to(PrintStream out) {
    ClassLoader loader = Metrics.class.getClassLoader();
    Class<?>[] types = {Metrics.class};
    return (Metrics) Proxy.newProxyInstance(loader, types, new PrintedMetrics(out));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object[] args = arguments == null ? new Object[0] : arguments;
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, args);
    }
    if (method.getName().equals("recordUserMetric")) {
      return recordForTenant(args);
    }
    if (method.getReturnType() == void.class) {
      record(method.getName(), args);
    }
    return method.invoke(Metrics.noop(), args);
  }

  /** A recording call: name, value, then tags or pairs, then perhaps a result. */
  private void record(String call, Object... args) {
    String name = (String) args[0];
    double value = args.length > 1 ? ((Number) args[1]).doubleValue() : 1;
    Decision fit = call.equals("count") ? ValueRule.checkCount(value) : ValueRule.checkValue(value);
    if (!fit.isAccepted()) {
      out.println("  " + fit);
      return;
    }
    MetricDescriptor known = Catalogue.builtIn().find(name).orElse(null);
    Set<String> listedKeys = known == null ? null : known.tags();
    Tags tags = tags(args);
    boolean takesResult = listedKeys == null || listedKeys.contains(Result.TAG);
    if (args.length == 4 && args[3] instanceof Result result && takesResult) {
      tags = tags.and(result);
    }
    print(call, system.admit(name, listedKeys, pairs(tags)), value);
  }

  /** A user metric: tenant, name, value, kind, tags. */
  private Decision recordForTenant(Object... args) {
    double value = (Double) args[2];
    Decision fit =
        args[3] == UserMetricKind.COUNT ? ValueRule.checkCount(value) : ValueRule.checkValue(value);
    if (!fit.isAccepted()) {
      return fit;
    }
    GuardedSeries series = tenants.admit((String) args[1], null, pairs((Tags) args[4]));
    if (series.decision().isAccepted()) {
      print("tenant " + args[0], series, value);
    }
    return series.decision();
  }

  private void print(String call, GuardedSeries series, double value) {
    if (!series.decision().isAccepted()) {
      out.println("  " + series.decision());
      return;
    }
    Tags tags = Tags.of(series.tags().toArray(String[]::new));
    // How long the work took is another number each time: the program shows that it was timed.
    String shown = call.equals("duration") ? "timed" : Double.toString(value);
    out.println("  " + call + " " + series.name() + tags + ": " + shown);
    if (!series.hits().isEmpty()) {
      out.println("    changed by " + series.hits());
    }
  }

  private static Tags tags(Object... args) {
    if (args.length > 2 && args[2] instanceof Tags tags) {
      return tags;
    }
    return Tags.of(Arrays.stream(args).skip(2).toArray(String[]::new));
  }

  private static String[] pairs(Tags tags) {
    String[] pairs = new String[2 * tags.size()];
    for (int i = 0; i < tags.size(); i++) {
      pairs[2 * i] = tags.key(i);
      pairs[2 * i + 1] = tags.value(i);
    }
    return pairs;
  }
}
