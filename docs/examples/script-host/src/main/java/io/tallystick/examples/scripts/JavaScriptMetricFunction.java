package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;
import io.tallystick.guard.GuardLimits;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * What is behind {@code count(name, value, tags)} or {@code gauge(name, value, tags)} of a
 * JavaScript script, which sees a function of JavaScript before it.
 */
final class JavaScriptMetricFunction implements ProxyExecutable {
  private final MetricCall call;
  private final UserMetrics metrics;
  private @Nullable Value thrower;

  JavaScriptMetricFunction(MetricCall call, UserMetrics metrics) {
    this.call = call;
    this.metrics = metrics;
  }

  /** How a {@code TypeError} is thrown, for Java has none. */
  void throwBy(Value function) {
    thrower = function;
  }

  @Override
  public Object execute(Value... args) {
    String name = text(args[0]);
    double value = args.length < 2 ? missing() : number(args[1]);
    return call.record(metrics, name, value, args.length < 3 ? null : map(args[2]));
  }

  private String text(Value name) {
    if (!name.isString()) {
      throw wrong("the name must be a string, not " + kind(name));
    }
    return name.asString();
  }

  private double missing() {
    if (call == MetricCall.GAUGE) {
      throw wrong("the value must be a number, not undefined");
    }
    return 1;
  }

  private double number(Value value) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    if (value.isNull() && call == MetricCall.COUNT) {
      return 1;
    }
    throw wrong("the value must be a number, not " + kind(value));
  }

  /** May run the script's own code: getters, and whatever a {@code Proxy} does. */
  private @Nullable Map<String, Object> map(Value tags) {
    if (tags.isNull()) {
      return null;
    }
    if (!tags.hasMembers() || tags.hasArrayElements() || tags.canExecute() || tags.isString()) {
      throw wrong("the tags must be an object, not " + kind(tags));
    }
    Map<String, Object> map = new HashMap<>();
    for (String key : tags.getMemberKeys()) {
      map.put(key, plain(key, tags.getMember(key)));
      if (map.size() > GuardLimits.MAX_TAGS) {
        break; // more than any limit allows: the guard will say so
      }
    }
    return map;
  }

  private Object plain(String key, @Nullable Value value) {
    if (value != null && value.isString()) {
      return value.asString();
    }
    if (value != null && value.isNumber()) {
      return value.asDouble();
    }
    if (value != null && value.isBoolean()) {
      return value.asBoolean();
    }
    String its = key.length() > GuardLimits.MAX_TAGS ? key.substring(0, GuardLimits.MAX_TAGS) : key;
    throw wrong(
        "the tag '%s' must be a string, a number or a boolean, not %s"
            .formatted(its, value == null ? "undefined" : kind(value)));
  }

  private static String kind(Value value) {
    if (value.isNull()) {
      return "undefined or null";
    }
    if (value.isString()) {
      return "a string";
    }
    if (value.isNumber()) {
      return "a number";
    }
    if (value.isBoolean()) {
      return "a boolean";
    }
    return value.canExecute() ? "a function" : value.hasArrayElements() ? "an array" : "an object";
  }

  private RuntimeException wrong(String why) {
    if (thrower != null) {
      thrower.executeVoid(call.text() + ": " + why); // throws
    }
    return new IllegalStateException("The function of JavaScript that throws did not.");
  }
}
