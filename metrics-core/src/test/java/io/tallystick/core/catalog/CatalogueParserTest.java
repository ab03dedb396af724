package io.tallystick.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import io.tallystick.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueParserTest {
  @Test
  void emptyLinesAndCommentsSayNothing() {
    assertThat(CatalogueParser.parse("sample.txt", List.of("", "# [No section]", "#"))).isEmpty();
  }

  @Test
  void aSectionKeepsItsTitleNotesAndMetricsInOrder() {
    List<CatalogueSection> sections =
        CatalogueParser.parse(
            "sample.txt",
            List.of(
                "[Shop]",
                "> One note",
                "> `b.*` are more",
                "b.count | counter | - | - | B",
                "a.count | counter | - | - | A",
                "[Empty]"));

    assertThat(sections).extracting(CatalogueSection::title).containsExactly("Shop", "Empty");
    assertThat(sections.get(0).notes()).containsExactly("One note", "`b.*` are more");
    assertThat(sections.get(0).entries())
        .extracting(entry -> entry.descriptor().name())
        .containsExactly("b.count", "a.count");
  }

  @Test
  void everySettingReachesTheDescriptor() {
    MetricDescriptor histogram =
        only("a.b | histogram | - | alias=a.c/a.d, exposition=x, unit=bytes, bounds=0.5/2 | What")
            .descriptor();
    MetricDescriptor gauge = only("a.b | gauge | - | combine=max | What").descriptor();

    assertThat(histogram)
        .isEqualTo(
            MetricDescriptor.histogram("a.b")
                .aliases("a.c", "a.d")
                .expositionName("x")
                .unit(Unit.BYTES)
                .bounds(0.5, 2)
                .description("What")
                .build());
    assertThat(gauge.combination()).isEqualTo(GaugeCombination.MAX);
  }

  @Test
  void everyPartOfATagIsRead() {
    CatalogueEntry entry =
        only("a.b | counter | z=x/y, k=x/..., client->client_id hashed optional, c | - | What");

    assertThat(entry.tags())
        .containsExactly(
            new CatalogueTag("z", "z", List.of("x", "y"), true, false, false),
            new CatalogueTag("k", "k", List.of("x"), false, false, false),
            new CatalogueTag("client", "client_id", List.of(), false, true, true),
            new CatalogueTag("c", "c", List.of(), false, false, false));
    assertThat(entry.descriptor().tags()).containsExactly("c", "client", "k", "z");
    assertThat(entry.descriptor().label("client")).isEqualTo("client_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          [Shop;A section is not closed or empty
          [];A section is not closed or empty
          [Known];The title Known is taken by line 1
          >note;A note has no text
          > A note.;no sentence without its full stop
           a.b | counter | - | - | What;There is white space around the line
          a.b | counter | - | What;The line has 4 columns
          a.b | counter | - | - | What | Why;The line has 6 columns
          a.b | timer | - | - | What;The kind is "timer"
          a.b | Counter | - | - | What;The kind is "Counter"
          Bad | counter | - | - | What;The metric name "Bad" is not made of
          known.count | counter | - | - | What;The name known.count is taken by line 2
          known.alias | counter | - | - | What;The name known.alias is taken by line 2
          a.b | counter | - | alias=known.count | What;The name known.count is taken by line 2
          a.b | counter | - | alias=a.b | What;The name a.b is taken by line 3
          a.b | counter | - | alias=Bad | What;The metric name "Bad" is not made of
          a.b | counter | - | - | ;There is white space around the line
          a.b | counter | - | - | What.;no sentence without its full stop
          a.b | counter | - | - | what;no sentence without its full stop
          a.b | counter | - | - |  What;no sentence without its full stop
          a.b | counter |  | - | What;A tag is ""
          a.b | counter | k,j | - | What;A tag is "k,j"
          a.b | counter | k optional hashed | - | What;A tag is "k optional hashed"
          a.b | counter | k secret | - | What;A tag is "k secret"
          a.b | counter | k= | - | What;A tag is "k="
          a.b | counter | 1k | - | What;The tag key "1k" is not made of
          a.b | counter | k, k | - | What;The tag k is there twice
          a.b | counter | k->j, j | - | What;Two tags are exposed as j
          a.b | counter | k->__j | - | What;A label is __j
          a.b | histogram | k->le | - | What;A label is le
          a.b | counter | k=x/x | - | What;The values of a tag are "x/x"
          a.b | counter | k=x//y | - | What;The values of a tag are "x//y"
          a.b | counter | k=X | - | What;The values of a tag are "X"
          a.b | counter | k=... | - | What;The values of a tag are "..."
          a.b | counter | k=x/.../y | - | What;The values of a tag are "x/.../y"
          a.b | counter | - |  | What;A setting is ""
          a.b | counter | - | alias | What;A setting is "alias"
          a.b | counter | - | alias= | What;A setting is "alias="
          a.b | counter | - | unit=none, unit=none | What;The setting unit is there twice
          a.b | counter | - | help=x | What;The setting help is not known
          a.b | counter | - | unit=seconds | What;use one of [none, milliseconds, bytes, ratio]
          a.b | gauge | - | combine=min | What;use one of [sum, max, mean, last]
          a.b | gauge | - | - | What;A gauge states combine=
          a.b | counter | - | combine=sum | What;A gauge states combine=
          a.b | counter | - | bounds=1/2 | What;Only a histogram has bounds=
          a.b | histogram | - | bounds=1/x | What;The bounds are "1/x"
          a.b | histogram | - | bounds=2/1 | What;each greater than the one before
          a.b | counter | - | exposition=a_b | What;expositionName is a_b for a COUNTER
          a.b | histogram | - | exposition=a_count | What;expositionName is a_count
          """)
  void aBadLineIsRefusedWithItsPlaceItsTextAndTheRule(String line, String sentence) {
    List<String> lines =
        List.of("[Known]", "known.count | counter | - | alias=known.alias | Known", line);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CatalogueParser.parse("sample.txt", lines))
        .withMessageStartingWith("sample.txt, line 3, \"" + line + "\": ")
        .withMessageContaining(sentence)
        .withMessageEndingWith(".");
  }

  @ParameterizedTest
  @CsvSource({"> A note", "a.b | counter | - | - | What"})
  void nothingStandsBeforeTheFirstSection(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CatalogueParser.parse("sample.txt", List.of("# head", line)))
        .withMessage(
            "sample.txt, line 2, \"%s\": There is no section yet:".formatted(line)
                + " write [Its title] in a line before this one.");
  }

  private static CatalogueEntry only(String line) {
    return CatalogueParser.parse("sample.txt", List.of("[Shop]", line)).get(0).entries().get(0);
  }
}
