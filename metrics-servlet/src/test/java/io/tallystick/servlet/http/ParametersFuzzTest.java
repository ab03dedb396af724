package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whatever stands behind a question mark, in a header or in a rule is read or refused, and nothing
 * else happens. As a test it goes through the inputs that are kept beside it; to search for new
 * ones for five minutes, of one method at a time:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -B test -pl metrics-servlet -am -Dtest=none \
 *     -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dfuzz.target='ParametersFuzzTest#aQueryIsReadOrRefused' -Dfuzz.hooks=true
 * }</pre>
 */
class ParametersFuzzTest {
  private static String text(byte[] input) {
    return new String(input, StandardCharsets.ISO_8859_1);
  }

  @FuzzTest(maxDuration = "5m")
  void aQueryIsReadOrRefused(byte[] input) {
    try {
      Parameters parameters = Parameters.parse(text(input));
      for (String name : parameters.names()) {
        assertThat(name.length()).isLessThanOrEqualTo(100);
        for (String value : parameters.all(name)) {
          assertThat(value.length()).isLessThanOrEqualTo(1_000);
          assertThat(value.chars()).noneMatch(Character::isISOControl);
          assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(value)).isTrue();
        }
      }
      parameters.allow(Set.of("limit", "sort", "tag.*"));
      assertThat(parameters.number("limit", 10, 1, 100)).isBetween(1, 100);
      assertThat(parameters.word("sort", "a", List.of("a", "b"))).isIn("a", "b");
    } catch (RefusedRequest refused) {
      assertThat(refused.status()).isEqualTo(400);
      String problem = new String(refused.answer().known(), StandardCharsets.UTF_8);
      assertThat(problem).doesNotContain("<", ">", "&", "'", "\n", "\u2028").hasSizeLessThan(6_000);
    }
  }

  /** Of a query that is read there is one meaning: written out anew it says the same. */
  @FuzzTest(maxDuration = "5m")
  void textIsReadInOneWay(byte[] input) {
    String read = PercentText.decoded(text(input));
    if (read != null) {
      StringBuilder anew = new StringBuilder();
      for (byte each : read.getBytes(StandardCharsets.UTF_8)) {
        anew.append(String.format(Locale.ROOT, "%%%02X", each));
      }
      assertThat(PercentText.decoded(anew.toString())).isEqualTo(read);
    }
  }

  @FuzzTest(maxDuration = "5m")
  void anAddressIsReadWithoutAskingAnybody(byte[] input) {
    String text = text(input);
    InetAddress address = IpRange.address(text);
    if (address != null) {
      assertThat(address.toString()).as("no name was looked up").startsWith("/");
      assertThat(IpRange.address(address.getHostAddress())).isEqualTo(address);
    }
    try {
      IpRange range = IpRange.parse(text);
      assertThat(range.includes(range.network())).isTrue();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("in numbers");
    }
  }

  @FuzzTest(maxDuration = "5m")
  void aPathIsPlainOrNot(byte[] input) {
    String path = text(input);
    if (PlainPath.isPlain(path)) {
      assertThat(URI.create("http://localhost" + path).normalize().getPath())
          .isEqualTo(path.replaceAll("/{2,}", "/"));
      assertThat(path).doesNotContain("/../", "%", ";", "\\", "\u0000");
    }
  }
}
