package io.tallystick.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSanitiserTest {
  /** Units that lie close to every border between what is kept and what is replaced. */
  private static final String TRICKY =
      "a é\u0000\u0007\t\n\r\u001F \u007F\u0080\u009F\u00A0\u061C\u200D\u200E\u200F\u2027\u2028\u2029"
          + "\u202A\u202E\u202F\u2065\u2066\u2069\u206A\uD7FF\uD800\uDBFF\uDC00\uDFFF\uE000\uFEFF\uFFFD\uFFFF";

  @Test
  void ordinaryTextComesBackAsTheSameObject() {
    String text = "GET /api/segments/{id} – ça va? 日本 😀";

    assertThat(TextSanitiser.clean(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000", "\n", "\u001B", "\u007F", "\u0085", "\u061C", "\u200E", "\u2028", "\u202E",
        "\u2066"
      })
  void controlsBecomeTheReplacementCharacter(String control) {
    assertThat(TextSanitiser.clean("a" + control + "b")).isEqualTo("a\uFFFDb");
  }

  @Test
  void halvesOfSurrogatePairsAreReplacedAndWholePairsAreKept() {
    assertThat(TextSanitiser.clean("\uD83D")).isEqualTo("\uFFFD");
    assertThat(TextSanitiser.clean("\uDE00x")).isEqualTo("\uFFFDx");
    assertThat(TextSanitiser.clean("\uD83D\uD83D\uDE00\uDE00"))
        .isEqualTo("\uFFFD\uD83D\uDE00\uFFFD");
  }

  @Test
  void aCutNeverHalvesASurrogatePair() {
    assertThat(TextSanitiser.cut("ab\uD83D\uDE00", 3)).isEqualTo("ab");
    assertThat(TextSanitiser.cut("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
    assertThat(TextSanitiser.cut("abc", 2)).isEqualTo("ab");
    assertThat(TextSanitiser.cut("", 0)).isEmpty();
  }

  @Test
  void whateverGoesInTheOutputIsValidWithoutControlsAndStaysAsItIs() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      String text = randomText(random);
      String clean = TextSanitiser.clean(text);
      String as = "seed %d round %d".formatted(seed, round);

      assertThat(clean).as(as).hasSameSizeAs(text);
      assertThat(TextSanitiser.clean(clean)).as(as).isSameAs(clean);
      assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .as(as)
          .isEqualTo(clean);
      assertThat(clean.chars().anyMatch(TextSanitiserTest::isControl)).as(as).isFalse();
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      text.append(
          random.nextInt(4) == 0
              ? (char) random.nextInt(0x10000)
              : TRICKY.charAt(random.nextInt(TRICKY.length())));
    }
    return text.toString();
  }

  /** Said anew here, by the character's category and its bidirectional class. */
  private static boolean isControl(int c) {
    byte direction = Character.getDirectionality(c);
    return Character.getType(c) == Character.CONTROL
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
        || c == 0x200E
        || c == 0x200F
        || c == 0x061C
        || (direction >= Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING
            && direction <= Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT)
        || (direction >= Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE
            && direction <= Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE);
  }
}
