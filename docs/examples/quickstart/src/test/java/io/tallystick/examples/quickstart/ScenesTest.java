package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.catalog.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScenesTest {
  private static final String CLIENT = "0123456789abcdef0123456789abcdef";

  private static List<Happening> scenes() {
    List<Happening> all = new ArrayList<>(PeopleScenes.all());
    all.addAll(EngineScenes.all());
    return all;
  }

  private static double amount(LiveSeries live) {
    if (live.total() instanceof Reading.OfCounter counter) {
      return counter.sum();
    }
    return live.total() instanceof Reading.OfHistogram histogram ? histogram.count() : 0;
  }

  private static Map<String, Double> amounts(MetricsRuntime runtime) {
    Map<String, Double> amounts = new TreeMap<>();
    runtime.snapshot().series().stream()
        .filter(live -> !live.series().name().startsWith("tallystick."))
        .forEach(live -> amounts.put(live.series().name() + live.series().tags(), amount(live)));
    return amounts;
  }

  private static Set<String> told(MetricsRuntime runtime, Happening scene) {
    Map<String, Double> before = amounts(runtime);
    scene.live().happen(1_000_000);
    Map<String, Double> after = amounts(runtime);
    after.entrySet().removeAll(before.entrySet());
    return after.keySet();
  }

  @Test
  void whatIsWrittenAsHistoryIsWhatTheCallsRecordThatGoOnWithIt() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder().strict(true).collectionOff(Set.of("all")).build().start()) {
      for (Happening scene : scenes()) {
        assertThat(told(runtime, scene))
            .isEqualTo(
                scene.effects().stream()
                    .map(effect -> effect.metric() + effect.tags())
                    .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
  }

  @Test
  void everyMetricOfTheHistoryIsDescribedWithItsTagsOrATenants() {
    List<Happening> all = scenes();
    all.addAll(RequestScenes.all(id -> CLIENT));

    assertThat(all.stream().flatMap(scene -> scene.effects().stream()))
        .allSatisfy(
            effect -> {
              if (effect.tenant() == null) {
                assertThat(Catalogue.builtIn().find(effect.metric()).orElseThrow().tags())
                    .as(effect.metric())
                    .containsAll(effect.tags().asMap().keySet());
              } else {
                assertThat(effect.metric()).startsWith("user.");
              }
            });
  }
}
