package io.tallystick.core.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tags of one metric: {@code route_id->endpoint, status=pass/fail, client hashed optional}. */
final class TagColumn {
  private static final Pattern TAG =
      Pattern.compile(
          "(?<key>[a-z0-9_]+)(->(?<label>[a-zA-Z0-9_]+))?(=(?<values>[^ =]+))?"
              + "(?<hashed> hashed)?(?<optional> optional)?");

  private static final Pattern VALUE = Pattern.compile("[a-z0-9_]+");
  private static final String AND_OTHERS = "...";

  private TagColumn() {}

  static List<CatalogueTag> parse(String column) {
    if (column.equals(SettingsColumn.NONE)) {
      return List.of();
    }
    List<CatalogueTag> tags = new ArrayList<>();
    HashSet<String> keys = new HashSet<>();
    for (String text : column.split(", ", -1)) {
      CatalogueTag tag = tag(text);
      if (!keys.add(tag.key())) {
        throw new IllegalArgumentException(
            "The tag " + tag.key() + " is there twice: leave one out.");
      }
      tags.add(tag);
    }
    return tags;
  }

  private static CatalogueTag tag(String text) {
    Matcher parts = TAG.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "A tag is \"%s\": write key, key->label, key=a/b or key=a/b/..., then hashed, then"
                  .formatted(text)
              + " optional, and - where there is no tag.");
    }
    String key = parts.group("key");
    String label = parts.group("label");
    List<String> listed = values(parts.group("values"));
    boolean others = listed.contains(AND_OTHERS);
    return new CatalogueTag(
        key,
        label == null ? key : label,
        others ? listed.subList(0, listed.size() - 1) : listed,
        !others && !listed.isEmpty(),
        parts.group("hashed") != null,
        parts.group("optional") != null);
  }

  private static List<String> values(@Nullable String list) {
    if (list == null) {
      return List.of();
    }
    List<String> values = List.of(list.split("/", -1));
    int last = values.size() - 1;
    boolean others = last > 0 && values.get(last).equals(AND_OTHERS);
    List<String> named = others ? values.subList(0, last) : values;
    boolean formed = named.stream().allMatch(value -> VALUE.matcher(value).matches());
    if (!formed || new HashSet<>(named).size() != named.size()) {
      throw new IllegalArgumentException(
          "The values of a tag are \"%s\": write each once, of a-z, 0-9 and _, with / between,"
                  .formatted(list)
              + " and ... only at the end.");
    }
    return values;
  }
}
