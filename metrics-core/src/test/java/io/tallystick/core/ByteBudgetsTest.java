package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteBudgetsTest {
  @Test
  void defaultBudgetsShrinkInProportionUntilTheyFitIntoAQuarterOfTheHeap() {
    ByteBudgets budgets =
        RuntimeOptions.resolve(OptionSources.NONE, new OptionValues(), 64 * ByteSize.MB).budgets();

    assertThat(budgets.cellBytes()).isEqualTo(16 * ByteSize.MB / 5);
    assertThat(budgets.histogramBytes()).isEqualTo(16 * ByteSize.MB * 2 / 5);
    assertThat(budgets.backlogBytes()).isEqualTo(16 * ByteSize.MB * 2 / 5);
  }

  @ParameterizedTest
  @ValueSource(longs = {640, 641, 4_096, Long.MAX_VALUE / ByteSize.MB})
  void defaultBudgetsThatFitStayAsTheyAre(long heapMegabytes) {
    assertThat(
            RuntimeOptions.resolve(
                    OptionSources.NONE, new OptionValues(), heapMegabytes * ByteSize.MB)
                .budgets())
        .isEqualTo(new ByteBudgets(32 * ByteSize.MB, 64 * ByteSize.MB, 64 * ByteSize.MB));
  }

  @Test
  void defaultBudgetsShareWhatConfiguredOnesLeave() {
    OptionValues code = new OptionValues().set(Options.BUDGET_BACKLOG, 10 * ByteSize.MB);
    ByteBudgets budgets =
        RuntimeOptions.resolve(OptionSources.NONE, code, 64 * ByteSize.MB).budgets();

    assertThat(budgets)
        .isEqualTo(new ByteBudgets(2 * ByteSize.MB, 4 * ByteSize.MB, 10 * ByteSize.MB));
  }

  @ParameterizedTest
  @CsvSource({
    "16MB, , ",
    "16257KB, , ",
    "8MB, 8MB, 1MB",
    "8MB, 8129KB, ",
    "1024GB, 1024GB, 1024GB"
  })
  void configuredBudgetsThatDoNotFitAreRefused(String cells, String histograms, String backlog) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withBudgets(cells, histograms, backlog))
        .withMessageEndingWith(
            "All budgets together may take a quarter of the maximum heap, which is 16MB, and at"
                + " least 64KB each: choose less, or raise the heap.");
  }

  @ParameterizedTest
  @CsvSource({"16256KB, , ", "8MB, 4MB, 4MB", "8MB, 8128KB, "})
  void configuredBudgetsMayTakeAllButTheLeast(String cells, String histograms, String backlog) {
    ByteBudgets budgets = withBudgets(cells, histograms, backlog).budgets();

    assertThat(budgets.cellBytes()).isEqualTo(ByteSize.read(cells).orElseThrow());
    assertThat(budgets.cellBytes() + budgets.histogramBytes() + budgets.backlogBytes())
        .isEqualTo(16 * ByteSize.MB);
  }

  /** Nothing is configured where the text is null. */
  private static RuntimeOptions withBudgets(String cells, String histograms, String backlog) {
    Map<String, String> properties =
        Stream.of(
                budget("cells", cells),
                budget("histograms", histograms),
                budget("backlog", backlog))
            .flatMap(map -> map.entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return RuntimeOptions.resolve(
        new OptionSources(properties, Map.of()), new OptionValues(), 64 * ByteSize.MB);
  }

  private static Map<String, String> budget(String name, String text) {
    return text == null ? Map.of() : Map.of("tallystick.budget." + name, text);
  }
}
