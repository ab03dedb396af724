package io.tallystick.core.record;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A name and tags as callers write them, and the series that they mean: that series itself where
 * the tags stand in order, else an {@link OtherEntry} that leads to it.
 *
 * <p>The texts may be replaced by equal ones, those of a caller, once or so: then that caller's
 * next call finds identical strings, which is quicker than equal ones. Each replacement is one
 * write of a reference to an equal text, so it does not matter which of the two a reader sees. It
 * must not go on without end, or two callers with texts of their own would replace each other's for
 * ever.
 */
abstract class SeriesEntry {
  /** How many pairs lie in fields of their own. */
  private static final int IN_FIELDS = 4;

  // What a call needs of a series that it found stands first, so that it is in one cache line.
  private final int hash;
  private final int count;
  private final int index;
  private final int cell;
  private final int tagsHash;
  private final MetricKind kind;
  private String name;
  private String key1 = "";
  private String value1 = "";
  private String key2 = "";
  private String value2 = "";
  private String key3 = "";
  private String value3 = "";
  private String key4 = "";
  private String value4 = "";

  /** Keys and values in turn from the fifth pair on; null when there are no more than four. */
  private final String @Nullable [] more;

  private boolean hasAdopted;

  /** An entry of a name, and of keys and values in turn, for a series of this kind and place. */
  SeriesEntry(String name, String[] pairs, MetricKind kind, int index, int cell) {
    this.hash = SeriesTable.hash(name, pairs);
    this.tagsHash = Tags.of(pairs).hashCode();
    this.name = name;
    this.kind = kind;
    this.index = index;
    this.cell = cell;
    this.count = pairs.length / 2;
    if (count > 0) {
      key1 = pairs[0];
      value1 = pairs[1];
    }
    if (count > 1) {
      key2 = pairs[2];
      value2 = pairs[3];
    }
    if (count > 2) {
      key3 = pairs[4];
      value3 = pairs[5];
    }
    if (count > 3) {
      key4 = pairs[6];
      value4 = pairs[7];
    }
    more = count > IN_FIELDS ? Arrays.copyOfRange(pairs, 2 * IN_FIELDS, pairs.length) : null;
  }

  /** The series that is meant. */
  abstract Series series();

  final int hash() {
    return hash;
  }

  /** Counter, gauge or histogram. */
  public final MetricKind kind() {
    return kind;
  }

  /** The number by which the series is known while it lives; small, and used again after that. */
  public final int index() {
    return index;
  }

  /** Where its numbers are: of a counter in the lanes, of a gauge among the gauges. */
  final int cell() {
    return cell;
  }

  /** The hash of {@link Tags} with these pairs. */
  final int tagsHash() {
    return tagsHash;
  }

  /** Keys and values in turn; made anew by each call. */
  final String[] pairs() {
    String[] first = {key1, value1, key2, value2, key3, value3, key4, value4};
    String[] pairs = Arrays.copyOf(first, 2 * count);
    if (more != null) {
      System.arraycopy(more, 0, pairs, first.length, more.length);
    }
    return pairs;
  }

  private String text(int index) {
    return switch (index) {
      case 0 -> key1;
      case 1 -> value1;
      case 2 -> key2;
      case 3 -> value2;
      case 4 -> key3;
      case 5 -> value3;
      case 6 -> key4;
      case 7 -> value4;
      default -> more == null ? "" : more[index - 2 * IN_FIELDS];
    };
  }

  /** Whether the very same strings are meant; what stands beyond the count is not looked at. */
  @SuppressWarnings("ReferenceEquality") // a call site has the same strings each time
  final boolean isSame(
      int itsCount,
      String itsName,
      String itsKey1,
      String itsValue1,
      String itsKey2,
      String itsValue2,
      String itsKey3,
      String itsValue3,
      String itsKey4,
      String itsValue4) {
    return name == itsName
        && count == itsCount
        && (itsCount < 1 || (value1 == itsValue1 && key1 == itsKey1))
        && (itsCount < 2 || (value2 == itsValue2 && key2 == itsKey2))
        && (itsCount < 3 || (value3 == itsValue3 && key3 == itsKey3))
        && (itsCount < 4 || (value4 == itsValue4 && key4 == itsKey4));
  }

  /** Whether equal strings are meant, which then take the place of the ones that were here. */
  final boolean isEqual(
      int itsCount,
      String itsName,
      String itsKey1,
      String itsValue1,
      String itsKey2,
      String itsValue2,
      String itsKey3,
      String itsValue3,
      String itsKey4,
      String itsValue4) {
    boolean equal =
        name.equals(itsName)
            && count == itsCount
            && (itsCount < 1 || (value1.equals(itsValue1) && key1.equals(itsKey1)))
            && (itsCount < 2 || (value2.equals(itsValue2) && key2.equals(itsKey2)))
            && (itsCount < 3 || (value3.equals(itsValue3) && key3.equals(itsKey3)))
            && (itsCount < 4 || (value4.equals(itsValue4) && key4.equals(itsKey4)));
    if (equal && !hasAdopted) {
      hasAdopted = true;
      name = itsName;
      key1 = itsKey1;
      value1 = itsValue1;
      key2 = itsKey2;
      value2 = itsValue2;
      key3 = itsKey3;
      value3 = itsValue3;
      key4 = itsKey4;
      value4 = itsValue4;
    }
    return equal;
  }

  /** Whether a name is meant, by the very same string or by an equal one, which is taken over. */
  @SuppressWarnings("ReferenceEquality") // a call site has the same name each time
  final boolean isNamed(String itsName) {
    return name == itsName || isEquallyNamed(itsName);
  }

  private boolean isEquallyNamed(String itsName) {
    boolean equal = name.equals(itsName);
    if (equal && !hasAdopted) {
      hasAdopted = true;
      name = itsName;
    }
    return equal;
  }

  /** Whether these tags, brought into this order, and this name are meant. */
  final boolean isEqual(String itsName, Tags tags, @Nullable TagOrder order) {
    if (count != tags.size() || !isNamed(itsName)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int at = order == null ? i : order.sortedPlace(i);
      if (!text(2 * i).equals(tags.key(at)) || !text(2 * i + 1).equals(tags.value(at))) {
        return false;
      }
    }
    return true;
  }
}
