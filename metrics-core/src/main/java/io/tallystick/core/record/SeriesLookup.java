package io.tallystick.core.record;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds the series of a recording call, in the order of what is quickest: where the {@link Tags}
 * remember it, in the table, as the overflow series of a full metric, by the admission's decision.
 * There is always one, if only one that leads nowhere.
 */
final class SeriesLookup {
  private static final int SLOTS = 4;

  private final SeriesTable table;
  private final SeriesDirectory directory;
  private final Admission admission;

  /** Tells valid notes in {@link Tags} from all others, in the upper half of a long. */
  private volatile long stamp = newStamp();

  SeriesLookup(SeriesTable table, SeriesDirectory directory, Admission admission) {
    this.table = table;
    this.directory = directory;
    this.admission = admission;
  }

  private static long newStamp() {
    return (ThreadLocalRandom.current().nextInt() | 1L) << Integer.SIZE;
  }

  /** Makes all that is noted and remembered void, because series are gone or tags are listed. */
  void forget() {
    admission.forget();
    stamp = newStamp();
  }

  /** The series of a name and the first so many of the four tags; the rest is empty text. */
  SeriesEntry find(
      MetricKind kind,
      int count,
      String name,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    SeriesEntry found =
        table.find(count, name, key1, value1, key2, value2, key3, value3, key4, value4);
    if (found != null && found.kind() == kind) {
      return found;
    }
    Series overflow = admission.overflowIfFull(kind, name);
    return overflow != null
        ? overflow
        : admit(kind, count, name, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  private Series admit(
      MetricKind kind,
      int count,
      String name,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    String[] all = {key1, value1, key2, value2, key3, value3, key4, value4};
    return admission.admit(kind, name, Arrays.copyOf(all, 2 * count));
  }

  /** The series of a name and tags. */
  Series find(MetricKind kind, String name, Tags tags) {
    if (tags != null && name != null) {
      Series found = noted(TagSlots.first(tags), kind, name, tags);
      return found != null ? found : findOtherwise(kind, name, tags);
    }
    return admission.admit(kind, name, tags == null ? new String[] {null, null} : pairs(tags));
  }

  /** The series of a name and tags beside which a null was given: that costs one tag. */
  Series findBesideNull(MetricKind kind, @Nullable String name, Tags tags) {
    String[] pairs = pairs(tags);
    return admission.admit(kind, name, Arrays.copyOf(pairs, pairs.length + 2));
  }

  private Series findOtherwise(MetricKind kind, String name, Tags tags) {
    for (int slot = 1; slot < SLOTS; slot++) {
      Series found = noted(TagSlots.get(tags, slot), kind, name, tags);
      if (found != null) {
        return found;
      }
    }
    long now = stamp; // before the table is asked: a note on a series that goes meanwhile is void
    Series found = table.find(name, tags, admission.order(name));
    if (found != null && found.kind() == kind) {
      note(tags, found, now);
      return found;
    }
    Series overflow = admission.overflowIfFull(kind, name);
    return overflow != null ? overflow : admission.admit(kind, name, pairs(tags));
  }

  private @Nullable Series noted(long note, MetricKind kind, String name, Tags tags) {
    if (((note ^ stamp) >>> Integer.SIZE) != 0) {
      return null;
    }
    Series series = directory.find((int) note);
    return series != null
            && series.isNamed(name)
            && series.tagsHash() == tags.hashCode()
            && series.kind() == kind
        ? series
        : null;
  }

  /** Writes down where the tags led to, in an empty place or by chance. */
  private static void note(Tags tags, Series series, long now) {
    int slot = 0;
    while (slot < SLOTS && (TagSlots.get(tags, slot) ^ now) >>> Integer.SIZE == 0) {
      slot++;
    }
    int chosen = slot < SLOTS ? slot : ThreadLocalRandom.current().nextInt(SLOTS);
    TagSlots.set(tags, chosen, now | series.index());
  }

  /** Keys and values in turn. */
  static String[] pairs(Tags tags) {
    String[] pairs = new String[2 * tags.size()];
    for (int i = 0; i < tags.size(); i++) {
      pairs[2 * i] = tags.key(i);
      pairs[2 * i + 1] = tags.value(i);
    }
    return pairs;
  }
}
