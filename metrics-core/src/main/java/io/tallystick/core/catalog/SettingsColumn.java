package io.tallystick.core.catalog;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import io.tallystick.Unit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one metric states beside its name, kind and tags: {@code alias=a.b, unit=ratio}. */
final class SettingsColumn {
  /** What stands in a column that says nothing. */
  static final String NONE = "-";

  private final Map<String, String> settings;

  private SettingsColumn(Map<String, String> settings) {
    this.settings = settings;
  }

  static SettingsColumn parse(String column, String kind) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (!column.equals(NONE)) {
      for (String text : column.split(", ", -1)) {
        add(settings, text);
      }
    }
    checkKind(settings, kind);
    return new SettingsColumn(settings);
  }

  void applyTo(MetricDescriptor.Builder metric) {
    settings.forEach((key, value) -> apply(metric, key, value));
  }

  private static void add(Map<String, String> settings, String text) {
    int equals = text.indexOf('=');
    if (equals <= 0 || equals == text.length() - 1) {
      throw new IllegalArgumentException(
          "A setting is \"" + text + "\": write key=value, and - where there is none.");
    }
    String key = text.substring(0, equals);
    if (settings.putIfAbsent(key, text.substring(equals + 1)) != null) {
      throw new IllegalArgumentException("The setting " + key + " is there twice: keep one.");
    }
  }

  /** A gauge has to say how it adds up: the suffix knows it of few, and a wrong sum looks right. */
  private static void checkKind(Map<String, String> settings, String kind) {
    if (kind.equals("gauge") != settings.containsKey("combine")) {
      throw new IllegalArgumentException(
          "A gauge states combine= and nothing else does: add it or leave it out.");
    }
    if (!kind.equals("histogram") && settings.containsKey("bounds")) {
      throw new IllegalArgumentException("Only a histogram has bounds=: leave them out.");
    }
  }

  private static void apply(MetricDescriptor.Builder metric, String key, String value) {
    switch (key) {
      case "alias" -> metric.aliases(value.split("/", -1));
      case "exposition" -> metric.expositionName(value);
      case "unit" -> metric.unit(constant(Unit.class, key, value));
      case "combine" -> metric.combination(constant(GaugeCombination.class, key, value));
      case "bounds" -> metric.bounds(numbers(value));
      case "limit" -> metric.mostSeries(Integer.parseInt(value));
      default ->
          throw new IllegalArgumentException(
              "The setting "
                  + key
                  + " is not known: use alias, exposition, unit, combine, bounds or limit.");
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String key, String value) {
    for (E constant : type.getEnumConstants()) {
      if (written(constant).equals(value)) {
        return constant;
      }
    }
    List<String> known =
        Arrays.stream(type.getEnumConstants()).map(SettingsColumn::written).toList();
    throw new IllegalArgumentException(
        "The setting %s is \"%s\": use one of %s.".formatted(key, value, known));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static double[] numbers(String list) {
    try {
      return Arrays.stream(list.split("/", -1)).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "The bounds are \"" + list + "\": write numbers with / between.", wrong);
    }
  }
}
