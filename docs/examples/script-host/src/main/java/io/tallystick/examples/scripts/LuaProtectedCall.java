package io.tallystick.examples.scripts;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** {@code pcall} that gives messages without anything of the host, and cannot catch a limit. */
final class LuaProtectedCall extends VarArgFunction {
  LuaProtectedCall() {
    name = "pcall";
  }

  @Override
  public Varargs invoke(Varargs args) {
    try {
      return varargsOf(TRUE, args.checkvalue(1).invoke(args.subargs(2)));
    } catch (LuaError failed) {
      return varargsOf(FALSE, thrown(failed));
    } catch (StackOverflowError tooDeep) {
      return varargsOf(FALSE, valueOf(LuaMessage.STACK_OVERFLOW));
    } catch (RuntimeException ofTheEngine) {
      return varargsOf(FALSE, valueOf(LuaMessage.OF_THE_ENGINE));
    }
  }

  /** What was thrown if that is no text, as Lua has it. */
  private static LuaValue thrown(LuaError failed) {
    LuaValue object = failed.getMessageObject();
    return object != null && !object.isstring()
        ? object
        : valueOf(LuaMessage.of(failed).withPlace());
  }
}
