package io.tallystick;

import static java.util.Objects.requireNonNull;

import io.tallystick.guard.Decision;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's metrics as a script sees them: it takes and gives strings, numbers and maps only,
 * and never throws, whatever it is handed.
 *
 * <p>Each call answers {@code "accepted"}, or {@code "refused: <rule>: <why>"}. Tag values may be
 * text, numbers, or true and false; a null name is refused like any other fault.
 *
 * <p>Hand a script the functions, never this object: an object would let it reach the class, the
 * class loader and so the host. In short, with GraalJS and LuaJ; the example {@code
 * docs/examples/script-host} also bounds what a script may do, and puts a function of JavaScript
 * before the host's, which would tell the name of its class:
 *
 * <pre>{@code
 * UserMetrics user = metrics.forTenant(tenantId);
 *
 * // GraalJS: helpers.metrics.count("invoice.sent", 1, {type: "pdf"})
 * Map<String, Object> functions = Map.of(
 *     "count", (ProxyExecutable) args -> user.count(text(args, 0), number(args, 1), map(args, 2)),
 *     "gauge", (ProxyExecutable) args -> user.gauge(text(args, 0), number(args, 1), map(args, 2)));
 * helpers.putMember("metrics", ProxyObject.fromMap(functions));
 *
 * // LuaJ: helpers.metrics.count("invoice.sent", 1, {type = "pdf"})
 * luaMetrics.set("count", new ThreeArgFunction() {
 *   public LuaValue call(LuaValue name, LuaValue value, LuaValue tags) {
 *     return valueOf(user.count(name.tojstring(), value.optdouble(1), map(tags)));
 *   }
 * });
 * }</pre>
 */
public final class UserMetrics {
  private final Metrics metrics;
  private final @Nullable String tenantId;

  UserMetrics(Metrics metrics, @Nullable String tenantId) {
    this.metrics = metrics;
    this.tenantId = tenantId;
  }

  /** Adds 1 to a counter without tags. */
  public String count(@Nullable String name) {
    return count(name, 1, null);
  }

  /** Adds to a counter without tags. */
  public String count(@Nullable String name, double amount) {
    return count(name, amount, null);
  }

  /** Adds to a counter; null tags are none. */
  public String count(@Nullable String name, double amount, @Nullable Map<?, ?> tags) {
    return record(name, amount, UserMetricKind.COUNT, tags);
  }

  /** Sets a gauge without tags. */
  public String gauge(@Nullable String name, double value) {
    return gauge(name, value, null);
  }

  /** Sets a gauge; null tags are none. */
  public String gauge(@Nullable String name, double value, @Nullable Map<?, ?> tags) {
    return record(name, value, UserMetricKind.GAUGE, tags);
  }

  private String record(
      @Nullable String name, double value, UserMetricKind kind, @Nullable Map<?, ?> scriptTags) {
    Tags tags;
    try {
      tags = scriptTags == null ? Tags.empty() : read(scriptTags);
    } catch (Throwable ofTheScript) {
      boolean ranOutOfStack = ofTheScript instanceof StackOverflowError;
      if (ofTheScript instanceof VirtualMachineError hostInTrouble && !ranOutOfStack) {
        throw hostInTrouble;
      }
      return Decision.refused(
              Rule.SCRIPT_VALUE,
              ("The tags cannot be read (%s): hand over a map of text to text, numbers, true or"
                      + " false.")
                  .formatted(ofTheScript.getClass().getSimpleName()))
          .toString();
    }
    return metrics.recordUserMetric(tenantId, name, value, kind, tags).toString();
  }

  /** Reads a map whose code may be the script's own: may throw, never end, or hold anything. */
  private static Tags read(Map<?, ?> map) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      pairs.add((String) entry.getKey());
      pairs.add(textOf(entry.getValue()));
      if (pairs.size() > 2 * GuardLimits.MAX_TAGS) {
        break; // more than any limit allows: the guard will say so
      }
    }
    return Tags.of(pairs.toArray(new String[0]));
  }

  /** Text of what is safe to ask for it; numbers of a script are doubles, whole ones show none. */
  private static String textOf(@Nullable Object value) {
    if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return value.toString();
    }
    double number = ((Number) requireNonNull(value)).doubleValue();
    return number == (long) number ? Long.toString((long) number) : Double.toString(number);
  }
}
