package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Lua, by LuaJ. */
final class LuaScripts implements ScriptEngine {
  private final ScriptLimits limits;

  LuaScripts(ScriptLimits limits) {
    this.limits = limits;
  }

  @Override
  public ScriptOutcome run(Script script, UserMetrics metrics, Deadline deadline) {
    LuaAllowance allowance = new LuaAllowance(limits, deadline);
    deadline.begin(() -> {}); // the allowance asks by itself
    try {
      LuaAllowance.enter(allowance);
      LuaSandbox sandbox = new LuaSandbox(metrics, allowance);
      return ScriptOutcome.completed(text(sandbox.load(script.text()).invoke()));
    } catch (LuaAllowance.Exhausted limit) {
      return ScriptOutcome.stopped(limit.getMessage());
    } catch (LuaError wrong) {
      LuaMessage message = LuaMessage.of(wrong);
      return ScriptOutcome.failed(message.text(), message.line());
    } catch (StackOverflowError tooDeep) {
      return ScriptOutcome.failed(LuaMessage.STACK_OVERFLOW, 0);
    } catch (OutOfMemoryError tooMuch) {
      return ScriptOutcome.stopped("The script takes more memory than there is.");
    } catch (RuntimeException ofTheEngine) {
      // Its text would name classes of the host.
      return ScriptOutcome.failed(LuaMessage.OF_THE_ENGINE, 0);
    } finally {
      LuaAllowance.leave();
    }
  }

  private static String text(Varargs results) {
    LuaValue first = results.arg1();
    return first.isstring() || first.isboolean() ? first.tojstring() : "";
  }
}
