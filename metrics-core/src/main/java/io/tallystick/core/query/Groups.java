package io.tallystick.core.query;

import io.tallystick.spi.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which series belong together: those with the same values of some tags; for one thread. */
final class Groups {
  /** Stands for the source of a series that has no such tag. */
  static final String SOURCE = "source";

  private final List<String> keys;
  private final Map<SeriesKey, List<String>> known = new HashMap<>();

  Groups(List<String> keys) {
    this.keys = keys;
  }

  /** The values of the keys, empty where the series has none. */
  List<String> of(SeriesKey series) {
    return keys.isEmpty() ? List.of() : known.computeIfAbsent(series, this::find);
  }

  private List<String> find(SeriesKey series) {
    List<String> values = new ArrayList<>(keys.size());
    for (String key : keys) {
      String value = series.tags().get(key);
      values.add(value != null ? value : key.equals(SOURCE) ? series.source() : "");
    }
    return List.copyOf(values);
  }
}
