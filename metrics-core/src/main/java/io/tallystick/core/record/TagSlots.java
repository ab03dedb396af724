package io.tallystick.core.record;

import io.tallystick.Tags;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where a {@link Tags} remembers which series it led to: four numbers, each the stamp of a table of
 * series and an index in it.
 *
 * <p>The numbers lie in private fields of {@code Tags}, so that applications do not see them; they
 * are numbers, so that a constant in a shared class loader does not keep a runtime alive. A number
 * is read and written whole, and what it says is checked against the series it leads to (its name,
 * the hash of its tags), so a race costs a look into the table at worst.
 */
final class TagSlots {
  private static final VarHandle SLOT_0;
  private static final VarHandle SLOT_1;
  private static final VarHandle SLOT_2;
  private static final VarHandle SLOT_3;

  static {
    try {
      MethodHandles.Lookup tags = MethodHandles.privateLookupIn(Tags.class, MethodHandles.lookup());
      SLOT_0 = tags.findVarHandle(Tags.class, "slot0", long.class);
      SLOT_1 = tags.findVarHandle(Tags.class, "slot1", long.class);
      SLOT_2 = tags.findVarHandle(Tags.class, "slot2", long.class);
      SLOT_3 = tags.findVarHandle(Tags.class, "slot3", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private TagSlots() {}

  static long first(Tags tags) {
    return (long) SLOT_0.getOpaque(tags);
  }

  static long get(Tags tags, int slot) {
    return (long) handle(slot).getOpaque(tags);
  }

  static void set(Tags tags, int slot, long value) {
    handle(slot).setOpaque(tags, value);
  }

  private static VarHandle handle(int slot) {
    return switch (slot) {
      case 0 -> SLOT_0;
      case 1 -> SLOT_1;
      case 2 -> SLOT_2;
      default -> SLOT_3;
    };
  }
}
