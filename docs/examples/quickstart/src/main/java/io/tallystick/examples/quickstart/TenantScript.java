package io.tallystick.examples.quickstart;

import io.tallystick.UserMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.DebugLib;
import org.luaj.vm2.lib.MathLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.ThreeArgFunction;

/**
 * A tenant's Lua script, which records metrics of its own through {@code helpers.metrics}.
 *
 * <p>What it is given: arithmetic, tables and two functions. What it is not: files, processes,
 * Java, other scripts, or more than so many steps. Metatables are not there either: by them one
 * call into Java, which is one step, could go on without end. A script that allocates without end
 * is stopped only by the memory that all share: who runs scripts of strangers gives them a process
 * of their own.
 *
 * <p>For one thread at a time.
 */
final class TenantScript {
  private static final int MOST_STEPS = 200_000;
  private static final List<String> NOT_FOR_SCRIPTS =
      List.of(
          "dofile",
          "loadfile",
          "load",
          "require",
          "package",
          "debug",
          "print",
          "collectgarbage",
          "setmetatable",
          "getmetatable");

  private final Globals globals = new Globals();
  private final StepLimit steps = new StepLimit();

  /**
   * Reads a script and runs what stands outside of its functions.
   *
   * @param metrics those of the tenant whose script it is
   * @throws LuaError when it cannot be read, or fails
   */
  TenantScript(String text, UserMetrics metrics) {
    globals.load(new BaseLib());
    globals.load(new PackageLib()); // the next ones put themselves there
    globals.load(new TableLib());
    globals.load(new MathLib());
    globals.load(steps);
    LoadState.install(globals);
    LuaC.install(globals);
    LuaValue chunk = guarded(() -> globals.load(text, "script"));
    globals.get("table").set("unpack", LuaValue.NIL); // of a range as long as it likes
    NOT_FOR_SCRIPTS.forEach(name -> globals.set(name, LuaValue.NIL));
    globals.set("helpers", helpers(metrics));
    run(chunk);
  }

  /** Functions alone, never the object behind them: that would lead to its class and the host. */
  private static LuaTable helpers(UserMetrics metrics) {
    LuaTable functions = new LuaTable();
    functions.set("count", function(metrics::count));
    functions.set("gauge", function(metrics::gauge));
    LuaTable helpers = new LuaTable();
    helpers.set("metrics", functions);
    return helpers;
  }

  private static LuaValue function(Recorded recorded) {
    return new ThreeArgFunction() {
      @Override
      public LuaValue call(LuaValue name, LuaValue value, LuaValue tags) {
        String text = name.isstring() ? name.tojstring() : null;
        double number = value.isnil() ? 1 : value.isnumber() ? value.todouble() : Double.NaN;
        return valueOf(recorded.record(text, number, map(tags)));
      }
    };
  }

  /** A table as a map; what is neither text, number, true nor false is refused as a null is. */
  private static @Nullable Map<Object, Object> map(LuaValue tags) {
    if (!tags.istable()) {
      return null;
    }
    Map<Object, Object> map = new HashMap<>();
    for (LuaValue key : tags.checktable().keys()) {
      map.put(key.tojstring(), plain(tags.get(key)));
    }
    return map;
  }

  private static @Nullable Object plain(LuaValue value) {
    return switch (value.type()) {
      case LuaValue.TSTRING -> value.tojstring();
      case LuaValue.TNUMBER -> value.todouble();
      case LuaValue.TBOOLEAN -> value.toboolean();
      default -> null;
    };
  }

  /** Runs the script's function {@code run}. */
  void run(List<Invoice> invoices, long open) {
    LuaTable list = new LuaTable();
    for (Invoice invoice : invoices) {
      LuaTable one = new LuaTable();
      one.set("plan", invoice.plan());
      one.set("cents", LuaValue.valueOf((double) invoice.cents()));
      list.insert(0, one);
    }
    run(globals.get("run"), list, LuaValue.valueOf((double) open));
  }

  /** Runs a function without parameters; what it gives back. */
  String ask(String function) {
    return run(globals.get(function)).tojstring();
  }

  private LuaValue run(LuaValue function, LuaValue... parameters) {
    steps.begin();
    return guarded(() -> function.invoke(LuaValue.varargsOf(parameters)).arg1());
  }

  /** Whatever is wrong with a script is a failure of it and not of the shop. */
  private static LuaValue guarded(Supplier<LuaValue> work) {
    try {
      return work.get();
    } catch (StackOverflowError tooDeep) {
      throw new LuaError("The script calls itself without end.");
    } catch (OutOfMemoryError tooMuch) {
      throw new LuaError("The script takes more memory than there is.");
    } catch (StepLimit.Exceeded tooLong) {
      throw new LuaError(tooLong.getMessage());
    }
  }

  /**
   * Something to be paid.
   *
   * @param plan of whoever pays
   */
  record Invoice(String plan, long cents) {}

  /** Records something, and says what became of it. */
  private interface Recorded {
    String record(@Nullable String name, double value, @Nullable Map<?, ?> tags);
  }

  /** Counts what a script does, and stops one that does not end. */
  private static final class StepLimit extends DebugLib {
    private int left;

    void begin() {
      left = MOST_STEPS;
    }

    @Override
    public void onInstruction(int pc, Varargs v, int top) {
      if (--left < 0) {
        throw new Exceeded();
      }
    }

    /** An error, for a script can catch exceptions. */
    private static final class Exceeded extends Error {
      private static final long serialVersionUID = 1;

      Exceeded() {
        super("The script took more than " + MOST_STEPS + " steps.", null, false, false);
      }
    }
  }
}
