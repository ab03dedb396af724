package io.tallystick.examples.scripts;

import java.util.Objects;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/**
 * What one run of a Lua script may still do: steps, time, depth, and text that it makes.
 *
 * <p>LuaJ tells its debug library about every instruction. This takes that library's place without
 * being one: scripts see no {@code debug}. It knows the code that runs, and so what a {@code ..} is
 * about to make. Together they bound the memory of a script: a step takes some 100 bytes at most,
 * but for text, which has a bound of its own.
 */
final class LuaAllowance extends DebugLib {
  private static final ThreadLocal<LuaAllowance> OF_THREAD = new ThreadLocal<>();
  private static final int DEEPEST = 200;
  private static final int STRINGS = 100;
  private static final int STEPS_BETWEEN_LOOKS = 255;
  private static final int OPCODE = 0x3f;

  private final Deadline deadline;
  private final long mostSteps;
  private final int longestString;
  private final long mostText;
  private final int[][] code = new int[DEEPEST][];
  private final LuaValue[][] stacks = new LuaValue[DEEPEST][];
  private int depth;
  private long steps;
  private long textMade;

  LuaAllowance(ScriptLimits limits, Deadline deadline) {
    this.deadline = deadline;
    mostSteps = limits.steps();
    longestString = limits.stringLength();
    mostText = (long) STRINGS * longestString;
  }

  /** The allowance of whatever runs on this thread. Strings are shared by all scripts of LuaJ. */
  static LuaAllowance current() {
    return Objects.requireNonNull(OF_THREAD.get(), "no script runs on this thread");
  }

  static void enter(LuaAllowance allowance) {
    OF_THREAD.set(allowance);
  }

  static void leave() {
    OF_THREAD.remove();
  }

  @Override
  public void onInstruction(int pc, Varargs varargs, int top) {
    long now = ++steps;
    if ((now & STEPS_BETWEEN_LOOKS) == 0 || now > mostSteps) {
      look();
    }
    int instruction = code[depth - 1][pc];
    if ((instruction & OPCODE) == Lua.OP_CONCAT) {
      concat(stacks[depth - 1], Lua.GETARG_B(instruction), Lua.GETARG_C(instruction));
    }
  }

  private void look() {
    if (steps > mostSteps) {
      throw new Exhausted("The script took more than " + mostSteps + " steps.");
    }
    if (deadline.isOver()) {
      throw new Exhausted(deadline.text());
    }
  }

  private void concat(LuaValue[] stack, int from, int to) {
    long length = 0;
    for (int i = from; i <= to; i++) {
      length += stack[i].type() == LuaValue.TSTRING ? stack[i].rawlen() : 0;
    }
    text(length);
  }

  /** Text of so many bytes is about to be made. */
  void text(long length) {
    if (length > longestString) {
      throw new LuaError("resulting string too large");
    }
    textMade += length;
    if (textMade > mostText) {
      throw new Exhausted("The script made more than " + mostText + " bytes of text.");
    }
  }

  /** A function of Java does something that takes as long as so many steps. */
  void steps(long more) {
    steps += more;
    look();
  }

  @Override
  public void onCall(LuaClosure called, Varargs varargs, LuaValue[] stack) {
    if (depth == DEEPEST) {
      throw new LuaError(LuaMessage.STACK_OVERFLOW);
    }
    code[depth] = called.p.code;
    stacks[depth++] = stack;
  }

  @Override
  public void onReturn() {
    depth--;
  }

  @Override
  public void onCall(LuaFunction called) {
    // those of Java are no steps
  }

  @Override
  public String traceback(int level) {
    return ""; // what is appended to messages
  }

  /** An error, for {@code pcall} and LuaJ itself catch exceptions. */
  static final class Exhausted extends Error {
    private static final long serialVersionUID = 1;

    Exhausted(String limit) {
      super(limit, null, false, false);
    }

    @Override
    public String getMessage() {
      return Objects.requireNonNullElse(super.getMessage(), "");
    }
  }
}
