package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.catalog.CatalogueEntry;
import io.tallystick.core.catalog.CatalogueTag;
import io.tallystick.core.record.Series;
import io.tallystick.core.testing.MetricsAssert;
import io.tallystick.instrument.ClientHash;
import io.tallystick.instrument.DatabaseMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HelpersFollowTheCatalogueTest {
  private static List<Series> recorded = List.of();
  private static Set<String> refusals = Set.of();
  private static String clientHash = "";

  @BeforeAll
  static void makeEveryCall() throws Exception {
    try (MetricsRuntime runtime = MetricsRuntime.builder().strict(true).build().start()) {
      ClientHash client = ClientHash.of(runtime.keyedHash(), "client-7");
      clientHash = runtime.keyedHash().apply("client-7");
      new EveryHelperCall(client).makeAll();
      executeOneStatement();
      List<Series> all = runtime.snapshot().series().stream().map(LiveSeries::series).toList();
      recorded = all.stream().filter(series -> isTyped(series.name())).toList();
      refusals =
          all.stream()
              .map(Series::name)
              .filter(
                  Set.of("tallystick.dropped.count", "tallystick.guard.rejected.count")::contains)
              .collect(Collectors.toSet());
    }
  }

  /** What the wrapped data source records is for the same row. */
  private static void executeOneStatement() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:");
    try (Connection connection = DatabaseMetrics.timed(database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("MERGE INTO other VALUES (1)");
    } catch (SQLException hasNoSuchTable) {
      assertThat(hasNoSuchTable.getMessage()).contains("OTHER");
    }
  }

  private static boolean isTyped(String name) {
    return CatalogueRows.OF_TYPED_CALLS.has(name);
  }

  @Test
  void everyRowHasATypedCallAndEveryTypedCallHasARow() {
    assertThat(recorded.stream().map(Series::name).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(CatalogueRows.OF_TYPED_CALLS.names());
  }

  @Test
  void nothingIsRefused() {
    assertThat(refusals).isEmpty();
  }

  @Test
  void aSeriesHasTheKindAndTheTagsOfItsRow() {
    CatalogueRows.assertFollowed(recorded);
  }

  @Test
  void whereARowSaysAllValuesOfATagEachCanBeRecordedAndNoOther() {
    for (CatalogueEntry row : CatalogueRows.ALL.values()) {
      for (CatalogueTag tag : row.tags()) {
        if (tag.fixed() && isTyped(row.descriptor().name())) {
          assertThat(values(row, tag))
              .as(row.descriptor().name() + " " + tag.key())
              .containsExactlyInAnyOrderElementsOf(tag.values());
        }
      }
    }
  }

  @Test
  void whatARowCallsHashedIsRecordedAsTheRuntimesHash() {
    assertThat(CatalogueRows.ALL.values())
        .filteredOn(row -> isTyped(row.descriptor().name()))
        .flatExtracting(
            row ->
                row.tags().stream()
                    .filter(CatalogueTag::hashed)
                    .map(tag -> values(row, tag))
                    .toList())
        .isNotEmpty()
        .containsOnly(Set.of(clientHash));
  }

  @Test
  void aNullIsCountedAndNothingThrows() throws Exception {
    try (MetricsRuntime runtime = MetricsRuntime.builder().build().start()) {
      EveryHelperCall.withNulls().makeAll();

      MetricsAssert.assertThat(runtime)
          .counter("tallystick.guard.rejected.count", "rule", "tag_missing")
          .isOneSeries();
    }
  }

  private static Set<String> values(CatalogueEntry row, CatalogueTag tag) {
    Set<String> values = new HashSet<>();
    for (Series series : recorded) {
      if (series.name().equals(row.descriptor().name())) {
        values.add(series.tags().get(tag.key()));
      }
    }
    return values;
  }
}
