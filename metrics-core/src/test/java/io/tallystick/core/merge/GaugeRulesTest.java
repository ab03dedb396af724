package io.tallystick.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GaugeRulesTest {
  private static final MetricDescriptor CACHE =
      MetricDescriptor.gauge("cache.age_ms").combination(GaugeCombination.MAX).build();

  private final GaugeRules rules =
      new GaugeRules(name -> Optional.of(CACHE).filter(known -> known.name().equals(name)));

  @Test
  void theDescriptorSpeaksBeforeTheSuffix() {
    assertThat(rules.apply("cache.age_ms")).isEqualTo(GaugeCombination.MAX);
    assertThat(rules.apply("other.age_ms")).isEqualTo(GaugeCombination.LAST);
  }

  @Test
  void whereNoneIsKnownTheSuffixSaysWhatADescriptorWouldSay() {
    for (String name :
        List.of("a.active", "a.inflight", "a.waiting", "a.age_ms", "a.depth", "a.size_bytes")) {
      assertThat(rules.apply(name))
          .as(name)
          .isEqualTo(MetricDescriptor.gauge(name).build().combination());
    }
    assertThat(rules.apply("pool.active")).isEqualTo(GaugeCombination.SUM);
    assertThat(rules.apply("Not a name")).isEqualTo(GaugeCombination.LAST);
  }
}
