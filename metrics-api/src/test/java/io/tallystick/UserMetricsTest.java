package io.tallystick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserMetricsTest {
  private final RecordedCalls runtime = new RecordedCalls();
  private final UserMetrics user = runtime.metrics().forTenant("acme");

  @Test
  void aCountIsOneUnlessSaidOtherwise() {
    assertThat(user.count("invoice.sent")).isEqualTo("accepted");
    user.count("invoice.sent", 3);
    user.count("invoice.sent", 2, Map.of("type", "pdf"));

    assertThat(runtime.calls())
        .containsExactly(
            "recordUserMetric[acme, invoice.sent, 1.0, COUNT, {}]",
            "recordUserMetric[acme, invoice.sent, 3.0, COUNT, {}]",
            "recordUserMetric[acme, invoice.sent, 2.0, COUNT, {type=pdf}]");
  }

  @Test
  void aGaugeIsSet() {
    user.gauge("invoice.open", 12);
    user.gauge("invoice.open", -0.5, null);

    assertThat(runtime.calls())
        .containsExactly(
            "recordUserMetric[acme, invoice.open, 12.0, GAUGE, {}]",
            "recordUserMetric[acme, invoice.open, -0.5, GAUGE, {}]");
  }

  @Test
  void tagValuesAreTextNumbersAndTruthValues() {
    Map<String, Object> tags = new LinkedHashMap<>();
    tags.put("text", "pdf");
    tags.put("int", 7);
    tags.put("long", Long.MIN_VALUE);
    tags.put("lua", 3.0);
    tags.put("part", 0.25);
    tags.put("big", new BigInteger("9".repeat(400)));
    tags.put("decimal", new BigDecimal("1e-7"));
    tags.put("flag", true);

    assertThat(user.count("a.b", 1, tags)).isEqualTo("accepted");
    assertThat(runtime.calls().get(0))
        .contains("text=pdf", "int=7", "long=-9223372036854775808", "lua=3,", "part=0.25")
        .contains("big=Infinity", "decimal=1.0E-7", "flag=true");
  }

  @Test
  void otherThingsAreRefusedByTheirRule() {
    assertThat(user.count("a.b", 1, Map.of("k", new Object())))
        .startsWith("refused: script_value: ");
    assertThat(user.count("a.b", 1, Map.of(1, "v"))).startsWith("refused: script_value: ");
    assertThat(user.count("a.b", 1, Collections.singletonMap("k", null)))
        .startsWith("refused: script_value: ");
    assertThat(user.count("a.b", 1, Map.of("k", Map.of()))).startsWith("refused: script_value: ");
    assertThat(runtime.calls()).isEmpty();
  }

  @Test
  void aMapThatThrowsIsRefused() {
    Map<String, String> hostile =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            throw new AssertionError("not yours");
          }
        };

    assertThat(user.count("a.b", 1, hostile))
        .isEqualTo(
            "refused: script_value: The tags cannot be read (AssertionError): hand over a map of text"
                + " to text, numbers, true or false.");
  }

  @Test
  void aMapThatNeverEndsIsReadNoFurtherThanAnyGuardAllows() {
    Map<String, String> endless =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            return new EndlessSet();
          }
        };

    user.count("a.b", 1, endless);

    // Read as far as any guard allows and one further, so that the guard refuses the number.
    assertThat(runtime.calls())
        .singleElement()
        .asString()
        .contains("k32=v")
        .doesNotContain("k33=v");
  }

  @Test
  void aMapWithoutGroundIsRefused() {
    Map<String, String> bottomless =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            return new HashMap<>(this).entrySet();
          }
        };

    assertThat(user.count("a.b", 1, bottomless)).startsWith("refused: script_value: ");
  }

  @Test
  void theVirtualMachinesTroubleIsNotSwallowed() {
    for (Error trouble : List.of(new OutOfMemoryError(), new InternalError())) {
      Map<String, String> hostile =
          new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
              throw trouble;
            }
          };

      assertThatThrownBy(() -> user.count("a.b", 1, hostile)).isSameAs(trouble);
    }
  }

  @Test
  void nullsAndOddNumbersGoToTheGuardsAndNothingThrows() {
    Map<String, String> nullKey = new HashMap<>();
    nullKey.put(null, "v");

    assertThat(user.count(null)).isEqualTo("accepted");
    assertThat(user.count("a.b", Double.NaN)).isEqualTo("accepted");
    assertThat(user.count("a.b", 1, nullKey)).startsWith("refused: script_value: ");
    assertThat(runtime.metrics().forTenant(null).count("a.b")).isEqualTo("accepted");
    assertThat(runtime.calls()).contains("recordUserMetric[acme, null, 1.0, COUNT, {}]");
  }

  private static final class EndlessSet extends AbstractSet<Map.Entry<String, String>> {
    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
      return new Iterator<>() {
        private long next;

        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public Map.Entry<String, String> next() {
          return Map.entry("k" + next++, "v");
        }
      };
    }

    @Override
    public int size() {
      return Integer.MAX_VALUE;
    }
  }
}
