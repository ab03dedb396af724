package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.MathLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;

/**
 * The globals of one run: arithmetic, text, tables and {@code helpers.metrics}.
 *
 * <p>What is not here: files, processes, Java, other scripts, coroutines (threads to LuaJ),
 * patterns (one step, however long it takes) and metatables, by which a step could go on without
 * end.
 */
final class LuaSandbox {
  private static final List<String> NOT_FOR_SCRIPTS =
      List.of(
          "dofile",
          "loadfile",
          "load",
          "require",
          "package",
          "print",
          "collectgarbage",
          "setmetatable",
          "getmetatable",
          "xpcall");

  private final Globals globals = new Globals();

  LuaSandbox(UserMetrics metrics, LuaAllowance allowance) {
    globals.load(new BaseLib());
    globals.load(new PackageLib()); // the next ones put themselves there
    globals.load(new TableLib());
    globals.load(new MathLib());
    LoadState.install(globals);
    LuaC.install(globals);
    NOT_FOR_SCRIPTS.forEach(name -> globals.set(name, LuaValue.NIL));
    globals.set("string", LuaStrings.table());
    globals.set("pcall", new LuaProtectedCall());
    LuaTables.bound(globals.get("table").checktable());
    globals.set("helpers", helpers(metrics));
    globals.debuglib = allowance;
  }

  /** Functions alone, never the object behind them: that would lead to its class and the host. */
  private static LuaTable helpers(UserMetrics metrics) {
    LuaTable functions = new LuaTable();
    for (MetricCall call : MetricCall.values()) {
      functions.set(call.text(), new LuaMetricFunction(call, metrics));
    }
    LuaTable helpers = new LuaTable();
    helpers.set("metrics", functions);
    return helpers;
  }

  /**
   * Reads a script, which {@code load} itself is not there for: bytecode could break the engine.
   */
  LuaValue load(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return globals.load(new ByteArrayInputStream(utf8), LuaMessage.CHUNK, "t", globals);
  }
}
