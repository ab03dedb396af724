package io.tallystick.servlet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application gives as a page is one, or it is told why not when it starts. */
class ConsolePageTest {
  private static final String PAGE =
      "{\"id\": \"billing\", \"title\": \"Billing\", \"panels\": [{\"kind\": \"lines\"}]}";

  @Test
  void aPageIsTakenAsItIs() {
    assertThat(ConsolePage.of(PAGE).id()).isEqualTo("billing");
    assertThat(ConsolePage.of(PAGE).json()).isEqualTo(PAGE);
  }

  @Test
  void theExampleOfItsPageIsOne() throws IOException {
    String docs = Files.readString(Path.of("..", "docs", "console.md")).replace("\r\n", "\n");
    String mark = "\"\"\"";
    int start = docs.indexOf(mark) + mark.length();
    String json = docs.substring(start, docs.indexOf(mark, start)).replace("\\\\", "\\");

    ConsolePage page = ConsolePage.of(json);

    assertThat(page.id()).isEqualTo("billing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | no JSON",
        "[] | no object",
        "{'title': 'a', 'panels': [{}]} | has the id null",
        "{'id': 'A', 'title': 'a', 'panels': [{}]} | has the id A",
        "{'id': '../x', 'title': 'a', 'panels': [{}]} | has the id ../x",
        "{'id': 'a', 'panels': [{}]} | has the title null",
        "{'id': 'a', 'title': ' ', 'panels': [{}]} | has the title",
        "{'id': 'a', 'title': 'a'} | has no panels",
        "{'id': 'a', 'title': 'a', 'panels': []} | has no panels",
        "{'id': 'a', 'title': 'a', 'panels': {}} | has no panels",
        "{'id': 'a', 'title': 'a', 'panels': [1]} | no object",
        "{'id': 'a', 'id': 'b', 'title': 'a', 'panels': [{}]} | no JSON",
        "{'id': 'a', 'title': 'a', 'panels': [{}]} x | no JSON",
        "{'id': 'a', 'title': 'a', 'panels': [{}]} {} | behind its end"
      })
  void whatIsNoneIsRefusedAndSaysWhy(String json, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsolePage.of(json.replace('\'', '"')))
        .withMessageContaining(why);
  }

  @Test
  void aPageThatIsTooLongIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsolePage.of(PAGE + " ".repeat(100_000)))
        .withMessageContaining("100000");
  }

  @Test
  void twoPagesOfOneNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Console.with(List.of(ConsolePage.of(PAGE), ConsolePage.of(PAGE))))
        .withMessageContaining("billing");
  }
}
