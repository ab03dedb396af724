package io.tallystick.examples.scripts;

import java.util.function.Function;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A function whose name is one of Lua, and not that of a class. */
final class NamedFunction extends VarArgFunction {
  private final Function<Varargs, Varargs> work;

  NamedFunction(String name, Function<Varargs, Varargs> work) {
    this.name = name;
    this.work = work;
  }

  @Override
  public Varargs invoke(Varargs args) {
    return work.apply(args);
  }
}
