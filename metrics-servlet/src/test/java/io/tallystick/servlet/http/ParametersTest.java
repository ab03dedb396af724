package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  @Test
  void namesAndValuesAreDecoded() {
    Parameters parameters = Parameters.parse("a=1&name%5B%5D=x+y&name[]=%C3%A4&empty=&flag&&");

    assertThat(parameters.text("a")).isEqualTo("1");
    assertThat(parameters.all("name[]")).containsExactly("x y", "ä");
    assertThat(parameters.text("empty")).isEmpty();
    assertThat(parameters.text("flag")).isEmpty();
    assertThat(parameters.text("other")).isNull();
    assertThat(Parameters.parse(null).names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%zz", "%x=1", "a=%0a", "a=b%00c", "a=%7F"})
  void whatCannotBeDecodedOrHasControlCharactersIsRefused(String query) {
    assertThatThrownBy(() -> Parameters.parse(query))
        .isInstanceOf(RefusedRequest.class)
        .extracting(each -> ((RefusedRequest) each).status())
        .isEqualTo(400);
  }

  @Test
  void manyOrLongOnesAreRefused() {
    assertThatThrownBy(() -> Parameters.parse("a=1&".repeat(101)))
        .isInstanceOf(RefusedRequest.class);
    assertThatThrownBy(() -> Parameters.parse("a=" + "x".repeat(1_001)))
        .isInstanceOf(RefusedRequest.class);
    assertThatThrownBy(() -> Parameters.parse("x".repeat(101) + "=1"))
        .isInstanceOf(RefusedRequest.class);
  }

  @Test
  void aNumberIsWithinItsRange() {
    Parameters parameters = Parameters.parse("few=1&many=101&no=ten&twice=1&twice=2");

    assertThat(parameters.number("few", 10, 1, 100)).isEqualTo(1);
    assertThat(parameters.number("missing", 10, 1, 100)).isEqualTo(10);
    for (String name : List.of("many", "no", "twice")) {
      assertThatThrownBy(() -> parameters.number(name, 10, 1, 100))
          .as(name)
          .isInstanceOf(RefusedRequest.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void aRefusalNamesTheParameterItsValueAndWhatMayBeGiven() {
    assertThatThrownBy(
            () ->
                Parameters.parse("sort=name")
                    .word("sort", "volume", List.of("volume", "error_rate")))
        .hasMessage("The parameter sort is name: give volume, error_rate.");
    assertThatThrownBy(() -> Parameters.parse("limt=3").allow(Set.of("limit", "period")))
        .hasMessage("The parameter limt is 3: this endpoint takes limit, period.");
  }

  @Test
  void whatIsGivenTwiceIsRefusedEvenWhereNothingReadsIt() {
    assertThatThrownBy(() -> Parameters.parse("limit=1&limit=2").allow(Set.of("limit")))
        .hasMessage("The parameter limit is 1, 2: give it once.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+5", "٣", "5.0", "0x5", " 5", "99999999999999999999", ""})
  void aNumberHasPlainDigits(String value) {
    Parameters parameters = Parameters.parse("limit=" + percent(value));

    assertThatThrownBy(() -> parameters.number("limit", 1, 1, 100))
        .isInstanceOf(RefusedRequest.class);
  }

  private static String percent(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Test
  void familiesOfNamesAreAllowedByTheirBeginning() {
    Parameters parameters = Parameters.parse("tag.method=GET&tag.method=PUT&tag.=x");

    parameters.allow(Set.of("tag.*"));
    assertThatThrownBy(() -> Parameters.parse("tags.method=GET").allow(Set.of("tag.*")))
        .isInstanceOf(RefusedRequest.class);
  }
}
