package io.tallystick.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsLineUpAsMarkdown() {
    Table table = new Table(List.of("question", "ns"));
    table.add(List.of("counter", "2.10"));
    table.add(List.of("a longer one", "402"));

    assertThat(table)
        .hasToString(
            """
            | question     | ns   |
            |--------------|------|
            | counter      | 2.10 |
            | a longer one | 402  |
            """);
  }

  @Test
  void aRowHasACellForEveryHeading() {
    Table table = new Table(List.of("question", "ns"));

    assertThatThrownBy(() -> table.add(List.of("counter")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells under 2 headings");
  }
}
