package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.catalog.CatalogueEntry;
import io.tallystick.core.catalog.CatalogueTag;
import io.tallystick.core.record.Series;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rows of the catalogue and who records them, by the beginning of their names. Each has one who
 * does, and a test that it does: what nobody else claims is for the typed calls.
 */
enum CatalogueRows {
  OF_TYPED_CALLS,
  OF_THE_FILTER("http."),
  OF_COLLECTORS(
      "jvm.",
      "process.",
      "system.",
      "app.info",
      "app.uptime_ms",
      "app.dependency.",
      "database.connections.",
      "cache.",
      "executor.",
      "rate_limiter."),
  OF_THE_RUNTIME("tallystick.");

  static final Map<String, CatalogueEntry> ALL =
      Catalogue.builtIn().sections().stream()
          .flatMap(section -> section.entries().stream())
          .collect(Collectors.toMap(row -> row.descriptor().name(), Function.identity()));

  private final List<String> beginnings;

  CatalogueRows(String... beginnings) {
    this.beginnings = List.of(beginnings);
  }

  boolean has(String name) {
    return this == OF_TYPED_CALLS
        ? List.of(OF_THE_FILTER, OF_COLLECTORS, OF_THE_RUNTIME).stream()
            .noneMatch(other -> other.has(name))
        : beginnings.stream().anyMatch(name::startsWith);
  }

  /** The names of its rows. */
  Set<String> names() {
    return ALL.keySet().stream().filter(this::has).collect(Collectors.toSet());
  }

  /** That each series is of its row's kind and has its row's tags and no others. */
  static void assertFollowed(Collection<Series> recorded) {
    assertThat(recorded)
        .isNotEmpty()
        .allSatisfy(
            series -> {
              CatalogueEntry row = ALL.get(series.name());
              assertThat(row).as(series.name()).isNotNull();
              assertThat(series.kind()).as(series.name()).isEqualTo(row.descriptor().kind());
              assertThat(series.tags().asMap().keySet())
                  .as(series.name())
                  .containsExactlyInAnyOrderElementsOf(
                      row.tags().stream()
                          .filter(tag -> !tag.optional())
                          .map(CatalogueTag::key)
                          .toList());
            });
  }
}
