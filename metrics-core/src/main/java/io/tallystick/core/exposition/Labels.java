package io.tallystick.core.exposition;

import io.tallystick.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a series: its source, its tenant, and its tags. A tag that is called as one of
 * these, or as what the format itself needs, gets {@code exported_} in front, as Prometheus has it.
 *
 * <pre>{@code
 * Labels.of(null, null, Tags.of("status", "paid"), family); // status="paid"
 * }</pre>
 */
public final class Labels {
  private static final String PREFIX = "exported_";

  /** For Prometheus a label without a value is none, and two series would be one. */
  private static final String EMPTY = "(empty)";

  private static final Pattern TAKEN = Pattern.compile("(exported_)*(tenant|quantile|le)|__.*");
  private static final Pattern TAKEN_TOO = Pattern.compile("(exported_)*source");

  private final List<String> pairs = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private Labels() {}

  /**
   * As they stand between braces.
   *
   * @param source null where whoever reads knows it
   * @param tenant null for the application's own series
   */
  public static String of(
      @Nullable String source, @Nullable String tenant, Tags tags, Family family) {
    Labels labels = new Labels();
    if (source != null) {
      labels.add("source", source);
    }
    if (tenant != null) {
      labels.add("tenant", tenant);
    }
    for (Map.Entry<String, String> tag : tags) {
      String label = family.label(tag.getKey()).replaceAll("[^a-zA-Z0-9_]", "_");
      boolean isTaken =
          TAKEN.matcher(label).matches()
              || (source != null && TAKEN_TOO.matcher(label).matches())
              || Character.isDigit(label.charAt(0));
      labels.add(isTaken ? PREFIX.concat(label) : label, tag.getValue());
    }
    return String.join(",", labels.pairs);
  }

  private void add(String wanted, String value) {
    String name = wanted;
    while (!names.add(name)) {
      name = PREFIX.concat(name);
    }
    pairs.add(name + "=\"" + escaped(value.isEmpty() ? EMPTY : value) + '"');
  }

  /** A text as it stands between quotes. Readers take a NUL for the end. */
  public static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace('\0', '\uFFFD');
  }
}
