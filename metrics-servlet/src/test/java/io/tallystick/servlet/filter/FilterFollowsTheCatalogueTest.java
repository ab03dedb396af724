package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.catalog.CatalogueEntry;
import io.tallystick.core.catalog.CatalogueTag;
import io.tallystick.core.record.Series;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The filter records each row of the catalogue that is about HTTP, with the tags of that row. */
class FilterFollowsTheCatalogueTest {
  private static final String OURS = "http.";
  private static final Map<String, CatalogueEntry> ROWS =
      Catalogue.builtIn().sections().stream()
          .flatMap(section -> section.entries().stream())
          .filter(row -> row.descriptor().name().startsWith(OURS))
          .collect(Collectors.toMap(row -> row.descriptor().name(), Function.identity()));

  private final MetricsRuntime runtime =
      MetricsRuntime.builder().source("service:test").strict(true).installed(false).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  private List<Series> recordedBy(FilterSettings settings) throws Exception {
    MetricsFilter filter =
        new MetricsFilter(
            runtime.metrics(), settings.clientFromHeader("X-Api-Key", runtime.keyedHash()));
    filter.doFilter(
        new BareRequest("POST", "/orders").header("X-Api-Key", "a").header("Content-Length", "7"),
        new BareRequest.Answer(),
        (asked, answer) -> {
          ((HttpServletResponse) answer).setStatus(200);
          answer.getOutputStream().write(new byte[5], 0, 5);
        });
    return runtime.snapshot().series().stream()
        .map(LiveSeries::series)
        .filter(series -> series.name().startsWith(OURS))
        .toList();
  }

  private static Set<String> keys(String metric, Predicate<CatalogueTag> which) {
    CatalogueEntry row = ROWS.get(metric);
    assertThat(row).as(metric).isNotNull();
    return row.tags().stream().filter(which).map(CatalogueTag::key).collect(Collectors.toSet());
  }

  @Test
  void everyRowIsRecordedWithTheTagsThatAreNotOptional() throws Exception {
    List<Series> recorded = recordedBy(FilterSettings.standard());

    assertThat(recorded.stream().map(Series::name).collect(Collectors.toSet()))
        .isEqualTo(ROWS.keySet());
    assertThat(recorded)
        .allSatisfy(
            series -> {
              assertThat(series.tags().asMap().keySet())
                  .as(series.name())
                  .isEqualTo(keys(series.name(), tag -> !tag.optional()));
              assertThat(series.kind())
                  .as(series.name())
                  .isEqualTo(ROWS.get(series.name()).descriptor().kind());
            });
  }

  @Test
  void everyTagThatIsOptionalIsRecordedWhereItIsAskedFor() throws Exception {
    List<Series> recorded = recordedBy(FilterSettings.standard().statusCodes().clientDetail());

    Set<String> optional = new HashSet<>();
    assertThat(recorded)
        .allSatisfy(
            series -> {
              assertThat(series.tags().asMap().keySet())
                  .as(series.name())
                  .isEqualTo(keys(series.name(), tag -> true));
              optional.addAll(keys(series.name(), CatalogueTag::optional));
            });
    assertThat(optional).containsExactlyInAnyOrder("status_code", "client");
  }
}
