package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;
import io.tallystick.guard.GuardLimits;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.LibFunction;

/**
 * {@code count(name, value, tags)} or {@code gauge(name, value, tags)} for a Lua script.
 *
 * <p>Each arity is there by itself, so that a call makes no list of arguments, and the text of the
 * name that came last is kept: in a loop it is the same string.
 */
final class LuaMetricFunction extends LibFunction {
  private static final LuaString ACCEPTED = valueOf(MetricCall.ACCEPTED);

  private final MetricCall call;
  private final UserMetrics metrics;
  private @Nullable LuaValue lastName;
  private String lastText = "";

  LuaMetricFunction(MetricCall call, UserMetrics metrics) {
    this.call = call;
    this.metrics = metrics;
    name = call.text();
  }

  @Override
  public LuaValue call() {
    throw bad(1, "string expected, got no value");
  }

  @Override
  public LuaValue call(LuaValue itsName) {
    if (call == MetricCall.GAUGE) {
      text(itsName);
      throw bad(2, "number expected, got no value");
    }
    return answer(call.record(metrics, text(itsName), 1, null));
  }

  @Override
  public LuaValue call(LuaValue itsName, LuaValue value) {
    return answer(call.record(metrics, text(itsName), number(value), null));
  }

  @Override
  public LuaValue call(LuaValue itsName, LuaValue value, LuaValue tags) {
    return answer(call.record(metrics, text(itsName), number(value), map(tags)));
  }

  @Override
  public Varargs invoke(Varargs args) {
    return switch (args.narg()) {
      case 0 -> call();
      case 1 -> call(args.arg1());
      case 2 -> call(args.arg1(), args.arg(2));
      default -> call(args.arg1(), args.arg(2), args.arg(3));
    };
  }

  private static LuaValue answer(String became) {
    return became.equals(MetricCall.ACCEPTED) ? ACCEPTED : valueOf(became);
  }

  private String text(LuaValue itsName) {
    if (itsName.equals(lastName)) {
      return lastText;
    }
    if (itsName.type() != TSTRING) {
      throw bad(1, "string expected, got " + itsName.typename());
    }
    lastText = itsName.tojstring();
    lastName = itsName;
    return lastText;
  }

  private double number(LuaValue value) {
    if (value.type() == TNUMBER) {
      return value.todouble();
    }
    if (value.isnil() && call == MetricCall.COUNT) {
      return 1;
    }
    throw bad(2, "number expected, got " + value.typename());
  }

  private @Nullable Map<String, Object> map(LuaValue tags) {
    if (tags.isnil()) {
      return null;
    }
    if (!tags.istable()) {
      throw bad(3, "table expected, got " + tags.typename());
    }
    LuaTable table = tags.checktable();
    Map<String, Object> map = new HashMap<>();
    LuaValue key = NIL;
    // One more than any limit allows is enough for the guard to say so.
    while (map.size() <= GuardLimits.MAX_TAGS) {
      Varargs entry = table.next(key);
      key = entry.arg1();
      if (key.isnil()) {
        break;
      }
      map.put(key(key), plain(key, entry.arg(2)));
    }
    return map;
  }

  private String key(LuaValue key) {
    if (key.type() != TSTRING) {
      throw bad(3, "tag keys are strings, got " + key.typename());
    }
    return key.tojstring();
  }

  private Object plain(LuaValue key, LuaValue value) {
    return switch (value.type()) {
      case TSTRING -> value.tojstring();
      case TNUMBER -> value.todouble();
      case TBOOLEAN -> value.toboolean();
      default ->
          throw bad(
              3,
              "string, number or boolean expected for tag '%s', got %s"
                  .formatted(shortened(key.tojstring()), value.typename()));
    };
  }

  private static String shortened(String key) {
    return key.length() > GuardLimits.MAX_TAGS ? key.substring(0, GuardLimits.MAX_TAGS) : key;
  }

  private LuaError bad(int argument, String why) {
    return new LuaError("bad argument #%d to '%s' (%s)".formatted(argument, call.text(), why));
  }
}
