package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.Tags;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagTextTest {
  private static final String[] PIECES = {
    "\"", "\\", "/", "'", "{", "}", "[", ":", ",", "u", "n", "0041", "\\u0041", "\\\\\"", "a", "ß",
    "\u0301", "日本", "😀", "\u007f", "\u2028", "\uFFFD", "\uFFFF", " ", ""
  };

  @Test
  void tagsAreAnObjectOfStringsWithKeysInOrder() {
    assertThat(TagText.of(Tags.of("status", "paid", "channel", "a \"b\" \\ c\n😀")))
        .isEqualTo("{\"channel\":\"a \\\"b\\\" \\\\ c\\u000a😀\",\"status\":\"paid\"}");
    assertThat(TagText.of(Tags.empty())).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({"\ud800x, \\ud800x", "x\udc00, x\\udc00", "\udc00\ud800, \\udc00\\ud800"})
  void aSurrogateThatStandsAloneIsEscaped(String raw, String escaped) {
    assertThat(TagText.of(Tags.of("k", raw))).isEqualTo("{\"k\":\"" + escaped + "\"}");
  }

  @Test
  void anyTagsComeBackAsTheyWere() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      Tags tags = tags(random);

      assertThat(TagText.parse(TagText.of(tags))).as("seed %d", seed).isEqualTo(tags);
    }
  }

  @Test
  void theDatabaseReadsTheSameValuesOutOfIt() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        PreparedStatement extract = connection.prepareStatement("SELECT ?, json_extract(?, ?)")) {
      for (int seed = 0; seed < 5_000; seed++) {
        String value = text(new Random(seed));
        String tags = TagText.of(Tags.of("a", "b", "k", value, "l", "\""));
        extract.setString(1, tags);
        extract.setString(2, tags);
        extract.setString(3, "$.k");
        try (ResultSet row = extract.executeQuery()) {
          assertThat(row.getString(1)).as("seed %d", seed).isEqualTo(tags);
          assertThat(row.getString(2)).as("seed %d", seed).isEqualTo(withoutLoneSurrogates(value));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "x{}, 0", "{k:\"v\"}, 1"})
  void textOfAnotherFormIsRefused(String text, int at) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TagText.parse(text + "\0"))
        .withMessageEndingWith("is missing at " + at + ".");
  }

  private static Tags tags(Random random) {
    Tags tags = Tags.empty();
    for (int i = random.nextInt(9); i > 0; i--) {
      tags = tags.and(text(random), text(random));
    }
    return tags;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(' '));
        case 1 -> text.append((char) (Character.MIN_SURROGATE + random.nextInt(0x800)));
        default -> text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return text.toString();
  }

  /** SQL cannot see them: they have no form in UTF-8. */
  private static String withoutLoneSurrogates(String raw) {
    StringBuilder text = new StringBuilder();
    raw.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
