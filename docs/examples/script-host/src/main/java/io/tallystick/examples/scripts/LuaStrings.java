package io.tallystick.examples.scripts;

import java.util.Locale;
import java.util.function.Function;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * The library {@code string}, without patterns.
 *
 * <p>LuaJ keeps the metatable of strings, which {@code text:upper()} looks into, in a static field:
 * all scripts of a process share it. So it is made once and nobody can change it.
 */
final class LuaStrings {
  private static final LuaTable TABLE = make();

  private LuaStrings() {}

  static LuaTable table() {
    return TABLE;
  }

  private static LuaTable make() {
    Globals apart = new Globals();
    apart.load(new PackageLib());
    LuaTable theirs = apart.load(new StringLib()).checktable();
    Sealed table = new Sealed();
    for (String name : new String[] {"byte", "char", "len", "reverse", "sub"}) {
      table.rawset(name, theirs.get(name));
    }
    table.rawset("format", bounded("format", args -> formatted(theirs.get("format"), args)));
    table.rawset("lower", bounded("lower", args -> cased(args, true)));
    table.rawset("upper", bounded("upper", args -> cased(args, false)));
    table.rawset("rep", bounded("rep", LuaStrings::repeated));
    table.rawset("find", bounded("find", LuaStrings::found));
    table.isSealed = true;
    Sealed metatable = new Sealed();
    metatable.rawset("__index", table);
    metatable.isSealed = true;
    LuaString.s_metatable = metatable;
    return table;
  }

  private static VarArgFunction bounded(String itsName, Function<Varargs, Varargs> function) {
    return new NamedFunction(itsName, function);
  }

  private static Varargs formatted(LuaValue format, Varargs args) {
    long length = 0;
    for (int i = 1; i <= args.narg(); i++) {
      length += args.arg(i).type() == LuaValue.TSTRING ? args.arg(i).rawlen() : 0;
    }
    LuaAllowance.current().text(length); // widths have two digits
    return format.invoke(args);
  }

  /** Those of LuaJ depend on the locale of the machine. */
  private static LuaValue cased(Varargs args, boolean isLower) {
    String text = args.checkjstring(1);
    LuaAllowance.current().text(args.checkstring(1).rawlen());
    return LuaValue.valueOf(
        isLower ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT));
  }

  private static LuaValue repeated(Varargs args) {
    LuaString text = args.checkstring(1);
    long times = Math.max(0, args.checklong(2));
    LuaString between = args.optstring(3, LuaValue.EMPTYSTRING);
    long each = (long) text.rawlen() + between.rawlen();
    if (each == 0 || times == 0) {
      return LuaValue.EMPTYSTRING;
    }
    LuaAllowance.current().text(times > Integer.MAX_VALUE ? times : each * times);
    String joined = (text.tojstring() + between.tojstring()).repeat((int) times);
    return LuaValue.valueOf(joined.substring(0, joined.length() - between.tojstring().length()));
  }

  private static Varargs found(Varargs args) {
    LuaString text = args.checkstring(1);
    LuaString searched = args.checkstring(2);
    if (!args.toboolean(4) && searched.indexOfAny(LuaString.valueOf("^$*+?.([%-")) >= 0) {
      throw new LuaError(
          "patterns are not available: use string.find(text, searched, 1, true) for plain text");
    }
    LuaAllowance.current().steps(text.rawlen() / 8 + searched.rawlen() / 8);
    int from = args.optint(3, 1);
    int start = Math.max(0, from < 0 ? text.rawlen() + from : from - 1);
    int at = start > text.rawlen() ? -1 : text.indexOf(searched, start);
    return at < 0
        ? LuaValue.NIL
        : LuaValue.varargsOf(LuaValue.valueOf(at + 1), LuaValue.valueOf(at + searched.rawlen()));
  }

  /** A table that scripts can read and not change. */
  private static final class Sealed extends LuaTable {
    private boolean isSealed;

    private void check() {
      if (isSealed) {
        throw new LuaError("attempt to change a library");
      }
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
      check();
      super.set(key, value);
    }

    @Override
    public void set(int key, LuaValue value) {
      check();
      super.set(key, value);
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
      check();
      super.rawset(key, value);
    }

    @Override
    public void rawset(int key, LuaValue value) {
      check();
      super.rawset(key, value);
    }

    @Override
    public LuaValue remove(int pos) {
      check();
      return super.remove(pos);
    }

    @Override
    public void insert(int pos, LuaValue value) {
      check();
      super.insert(pos, value);
    }

    @Override
    public void sort(LuaValue comparator) {
      check();
      super.sort(comparator);
    }
  }
}
