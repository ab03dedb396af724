package io.tallystick.examples.scripts;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What of the library {@code table} could do much in one step, with a bound. */
final class LuaTables {
  private static final int MOST_RESULTS = 250;

  private LuaTables() {}

  static void bound(LuaTable library) {
    LuaValue unpack = library.get("unpack");
    LuaValue concat = library.get("concat");
    LuaValue sort = library.get("sort");
    LuaValue insert = library.get("insert");
    LuaValue remove = library.get("remove");
    library.set("unpack", new NamedFunction("unpack", args -> unpacked(unpack, args)));
    library.set("concat", new NamedFunction("concat", args -> joined(concat, args)));
    library.set("sort", new NamedFunction("sort", args -> counted(sort, args, 20)));
    library.set("insert", new NamedFunction("insert", args -> counted(insert, args, 1)));
    library.set("remove", new NamedFunction("remove", args -> counted(remove, args, 1)));
  }

  private static Varargs unpacked(LuaValue unpack, Varargs args) {
    LuaTable table = args.checktable(1);
    long from = args.optlong(2, 1);
    long to = args.optlong(3, table.length());
    if (to - from >= MOST_RESULTS) {
      throw new LuaError("too many results to unpack");
    }
    return unpack.invoke(args);
  }

  private static Varargs joined(LuaValue concat, Varargs args) {
    LuaTable table = args.checktable(1);
    long from = args.optlong(3, 1);
    long to = Math.min(args.optlong(4, table.length()), table.length() + 1L);
    long between = args.optstring(2, LuaValue.EMPTYSTRING).rawlen();
    LuaAllowance allowance = LuaAllowance.current();
    allowance.steps(Math.max(0, to - from));
    long length = 0;
    for (long i = from; i <= to; i++) {
      LuaValue part = table.get((int) i);
      length += between + (part.type() == LuaValue.TSTRING ? part.rawlen() : 0);
    }
    allowance.text(length);
    return concat.invoke(args);
  }

  /** Takes steps for what is moved: LuaJ moves a place in much less than it takes a step. */
  private static Varargs counted(LuaValue function, Varargs args, int stepsForEach) {
    long places = args.arg1().istable() ? args.checktable(1).length() : 0;
    LuaAllowance.current().steps(places / 16 * stepsForEach);
    return function.invoke(args);
  }
}
