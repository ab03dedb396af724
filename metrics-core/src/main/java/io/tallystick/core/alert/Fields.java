package io.tallystick.core.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object of JSON, each of the type that is asked for. A field that is null counts
 * as one that is not there.
 */
final class Fields {
  private final String path;
  private final Map<?, ?> fields;

  private Fields(String path, Map<?, ?> fields) {
    this.path = path;
    this.fields = fields;
  }

  /**
   * The fields of what must be an object.
   *
   * @param what it is, for who gave something else
   */
  static Fields of(String what, @Nullable Object tree) {
    if (tree instanceof Map<?, ?> fields) {
      return new Fields("", fields);
    }
    throw new InvalidRuleException(what, kind(tree), "give an object of JSON");
  }

  private static String kind(@Nullable Object value) {
    return value == null ? "null" : "a " + value.getClass().getSimpleName();
  }

  private String name(String field) {
    return path + field;
  }

  void requireOnly(Set<String> known) {
    for (Object field : fields.keySet()) {
      if (!known.contains(field)) {
        throw new InvalidRuleException(
            name(String.valueOf(field)),
            "given",
            "it is none of " + String.join(", ", sorted(known)));
      }
    }
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  String text(String field) {
    Object value = fields.get(field);
    if (value == null) {
      throw new InvalidRuleException(name(field), "missing", "give a text");
    }
    return requireText(field, value);
  }

  String text(String field, String none) {
    Object value = fields.get(field);
    return value == null ? none : requireText(field, value);
  }

  private String requireText(String field, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new InvalidRuleException(name(field), shown(field, value), "give a text");
  }

  /** An address may be a secret. */
  private @Nullable Object shown(String field, @Nullable Object value) {
    return name(field).startsWith("webhooks") ? kind(value) : value;
  }

  boolean truth(String field, boolean none) {
    Object value = fields.get(field);
    if (value == null) {
      return none;
    }
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw new InvalidRuleException(name(field), value, "give true or false");
  }

  double number(String field) {
    if (fields.get(field) == null) {
      throw new InvalidRuleException(name(field), "missing", "give a number");
    }
    return number(field, 0);
  }

  double number(String field, double none) {
    Object value = fields.get(field);
    if (value == null) {
      return none;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new InvalidRuleException(name(field), value, "give a number");
  }

  long whole(String field, long none) {
    Object value = fields.get(field);
    if (value == null) {
      return none;
    }
    if (value instanceof Long whole) {
      return whole;
    }
    throw new InvalidRuleException(name(field), value, "give a whole number");
  }

  int small(String field, int none) {
    long value = whole(field, none);
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
  }

  List<String> texts(String field) {
    Object value = fields.get(field);
    return value == null ? List.of() : requireTexts(field, value);
  }

  /** One text stands for a list of one. */
  private List<String> requireTexts(String field, Object value) {
    if (value instanceof String one) {
      return List.of(one);
    }
    if (!(value instanceof List<?> values)) {
      throw new InvalidRuleException(name(field), value, "give a list of texts");
    }
    List<String> texts = new ArrayList<>();
    values.forEach(each -> texts.add(requireText(field, each)));
    return texts;
  }

  SortedMap<String, List<String>> lists(String field) {
    SortedMap<String, List<String>> lists = new TreeMap<>();
    Object value = fields.get(field);
    if (value instanceof Map<?, ?> entries) {
      entries.forEach(
          (key, values) -> {
            if (values == null) {
              throw new InvalidRuleException(name(field), key, "give the tag a value");
            }
            lists.put(String.valueOf(key), requireTexts(field, values));
          });
    } else if (value != null) {
      throw new InvalidRuleException(
          name(field), value, "give an object such as {\"method\": [\"GET\"]}");
    }
    return lists;
  }

  /** An object within, or null. */
  @Nullable Fields part(String field) {
    Object value = fields.get(field);
    return value == null ? null : part(field, value);
  }

  private Fields part(String field, @Nullable Object value) {
    if (value instanceof Map<?, ?> within) {
      return new Fields(name(field) + ".", within);
    }
    throw new InvalidRuleException(name(field), shown(field, value), "give an object of JSON");
  }

  List<Fields> parts(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> values)) {
      throw new InvalidRuleException(name(field), shown(field, value), "give a list of objects");
    }
    List<Fields> parts = new ArrayList<>();
    values.forEach(each -> parts.add(part(field, each)));
    return parts;
  }
}
