package io.tallystick.examples.quickstart;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.catalog.CatalogueEntry;
import io.tallystick.core.catalog.CatalogueTag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The metrics and labels that an expression may name: those of the catalogue as Prometheus is shown
 * them, those that Prometheus adds, and the results of recording rules.
 */
final class ExposedNames {
  /** What a label may be; an empty list is anything. */
  private final Map<String, Map<String, List<String>>> labelsByMetric = new HashMap<>();

  private ExposedNames() {}

  static ExposedNames ofTheCatalogue() {
    ExposedNames names = new ExposedNames();
    names.add("up", Map.of());
    Catalogue.builtIn().sections().stream()
        .flatMap(section -> section.entries().stream())
        .forEach(names::add);
    return names;
  }

  private void add(CatalogueEntry entry) {
    Map<String, List<String>> labels = new HashMap<>();
    for (CatalogueTag tag : entry.tags()) {
      labels.put(tag.label(), tag.fixed() ? tag.values() : List.of());
    }
    MetricDescriptor descriptor = entry.descriptor();
    String name = descriptor.expositionName();
    if (descriptor.kind() == MetricKind.HISTOGRAM) {
      add(name + "_sum", labels);
      add(name + "_count", labels);
      labels.put("le", List.of());
      add(name + "_bucket", labels);
    } else {
      add(name, labels);
    }
  }

  private void add(String metric, Map<String, List<String>> labels) {
    Map<String, List<String>> all = new HashMap<>(labels);
    all.put("job", List.of());
    all.put("instance", List.of());
    labelsByMetric.put(metric, Map.copyOf(all));
  }

  /** A recording rule's result, which has the labels that are left and no others. */
  void addResult(String metric, Collection<String> labels) {
    Map<String, List<String>> all = new HashMap<>();
    labels.forEach(label -> all.put(label, List.of()));
    labelsByMetric.put(metric, Map.copyOf(all));
  }

  boolean has(String metric) {
    return labelsByMetric.containsKey(metric);
  }

  private boolean has(String metric, String label) {
    return labelsByMetric.getOrDefault(metric, Map.of()).containsKey(label);
  }

  /** What is wrong with an expression and with the labels that its legend shows, in sentences. */
  List<String> problems(String expression, Set<String> shown) {
    PromQuery query = PromQuery.of(expression);
    List<String> problems = new ArrayList<>();
    query.selectors().forEach(selector -> select(selector, problems));
    for (PromQuery.Grouping grouping : query.groupings()) {
      boolean isOfAnAggregation = grouping.word().equals("by") || grouping.word().equals("without");
      for (String label : grouping.labels()) {
        List<String> about =
            query.selectors().stream()
                .filter(grouping::isAbout)
                .map(PromQuery.Selector::metric)
                .toList();
        boolean isKnown =
            isOfAnAggregation
                ? about.stream().allMatch(metric -> has(metric, label))
                : about.stream().anyMatch(metric -> has(metric, label));
        if (!isKnown) {
          problems.add(grouping.word() + " (" + label + ") is no label of " + about);
        }
      }
    }
    for (String label : shown) {
      boolean isLeft =
          query.hasBy()
              ? query.labelsBy().contains(label)
              : query.selectors().stream().anyMatch(selector -> has(selector.metric(), label));
      if (!isLeft) {
        problems.add("the legend shows " + label + ", which no series has");
      }
    }
    return problems;
  }

  private void select(PromQuery.Selector selector, List<String> problems) {
    String metric = selector.metric();
    if (!has(metric)) {
      problems.add("no metric is called " + (metric.isEmpty() ? "{}" : metric));
      return;
    }
    for (PromQuery.Condition condition : selector.conditions()) {
      if (!has(metric, condition.label())) {
        problems.add(metric + " has no label " + condition.label());
      } else {
        List<String> values = labelsByMetric.get(metric).get(condition.label());
        if (!values.isEmpty()) {
          value(metric, condition, values, problems);
        }
      }
    }
  }

  private static void value(
      String metric, PromQuery.Condition condition, List<String> values, List<String> problems) {
    boolean isPattern = condition.sign().endsWith("~");
    for (String part :
        isPattern ? condition.value().split("\\|") : new String[] {condition.value()}) {
      if (part.isEmpty() || values.contains(part) || isPattern && isOf(part, values)) {
        continue;
      }
      problems.add(
          "%s of %s is never %s, but one of %s".formatted(condition.label(), metric, part, values));
    }
  }

  private static boolean isOf(String pattern, List<String> values) {
    try {
      return values.stream().anyMatch(Pattern.compile(pattern).asMatchPredicate());
    } catch (PatternSyntaxException split) {
      return true; // a part of a pattern with brackets: promtool reads it as a whole
    }
  }
}
