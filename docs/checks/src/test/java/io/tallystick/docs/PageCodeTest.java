package io.tallystick.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/**
 * The code of the pages is taken from sources that are compiled and run, and the rest can be read.
 */
class PageCodeTest {
  /** A part as short as this could stand anywhere. */
  private static final int SHORTEST_PART = 12;

  private static List<String> compiled() {
    return Repository.sources().stream()
        .filter(PageCodeTest::isRun)
        .map(Repository::text)
        .map(CodeBlock::squeezed)
        .toList();
  }

  /** A test, or an application that tests run. */
  private static boolean isRun(Path source) {
    String name = Repository.nameOf(source);
    return name.contains("src/test/java/") || name.startsWith("docs/examples/");
  }

  /** Its parts stand in the source, one behind the other. */
  private static boolean isPartOf(CodeBlock block, String source) {
    int end = 0;
    for (String part : block.parts()) {
      int start = source.indexOf(part, end);
      if (start < 0) {
        return false;
      }
      end = start + part.length();
    }
    return true;
  }

  @Test
  void javaOfThePagesIsCompiled() {
    List<String> compiled = compiled();
    List<CodeBlock> blocks = CodeBlock.all("java");

    assertThat(
            blocks.stream().filter(block -> compiled.stream().noneMatch(s -> isPartOf(block, s))))
        .as("code of pages that stands in no test and no example")
        .isEmpty();
    assertThat(blocks).hasSizeGreaterThan(50);
  }

  @Test
  void noBlockIsSoShortThatItWouldBeFoundAnywhere() {
    assertThat(CodeBlock.all("java"))
        .allSatisfy(
            block ->
                assertThat(block.parts())
                    .isNotEmpty()
                    .allSatisfy(part -> assertThat(part).hasSizeGreaterThan(SHORTEST_PART)));
  }

  @Test
  void whatAPageChangedIsFound() {
    List<String> compiled = compiled();
    CodeBlock block = CodeBlock.all("java").get(0);
    CodeBlock changed =
        new CodeBlock(
            block.page(),
            block.line(),
            "java",
            block.code().replaceFirst("(\\w+)\\(", "$1Changed("));

    assertThat(compiled.stream().anyMatch(source -> isPartOf(block, source))).isTrue();
    assertThat(compiled.stream().noneMatch(source -> isPartOf(changed, source))).isTrue();
  }

  @Test
  void partsStandInTheOrderOfThePage() {
    CodeBlock block = new CodeBlock(Repository.root(), 1, "java", "first();\n…\nsecond();\n");

    assertThat(isPartOf(block, "first();between();second();")).isTrue();
    assertThat(isPartOf(block, "second();between();first();")).isFalse();
  }

  @Test
  void jsonOfThePagesIsJson() {
    ObjectMapper strict = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    assertThat(CodeBlock.all("json"))
        .isNotEmpty()
        .allSatisfy(
            block ->
                assertThatCode(() -> strict.readTree(block.code()))
                    .as(block.toString())
                    .doesNotThrowAnyException());
  }

  @Test
  void xmlOfThePagesIsXml() {
    assertThat(CodeBlock.all("xml"))
        .isNotEmpty()
        .allSatisfy(
            block ->
                assertThatCode(
                        () ->
                            DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(
                                    new InputSource(
                                        new StringReader("<page>" + block.code() + "</page>"))))
                    .as(block.toString())
                    .doesNotThrowAnyException());
  }
}
