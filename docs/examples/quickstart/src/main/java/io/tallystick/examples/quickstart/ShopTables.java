package io.tallystick.examples.quickstart;

import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.derived.DerivedTable;
import io.tallystick.core.derived.TimeForm;
import javax.sql.DataSource;

/** What the shop's own tables know already, so that nobody has to record it. */
final class ShopTables {
  private static final String AT = "datetime(at / 1000, 'unixepoch', 'localtime') AS at";
  private static final String NEWEST =
      " WHERE at >= :from AND at < :to ORDER BY id DESC LIMIT :limit";

  private ShopTables() {}

  static DerivedMetric users(DataSource shop) {
    return DerivedMetric.gauge("users.total", shop, "SELECT count(*) AS value FROM users");
  }

  static DerivedMetric clients(DataSource shop) {
    return DerivedMetric.gauge(
        "oauth.clients.total", shop, "SELECT count(*) AS value FROM oauth_clients");
  }

  /** The overview shows it under this name. */
  static DerivedTable signIns(DataSource shop) {
    return DerivedTable.of(
            "signins.recent",
            "Recent sign-ins",
            shop,
            "SELECT " + AT + ", who, method, succeeded FROM sign_in" + NEWEST)
        .timesAs(TimeForm.EPOCH_MILLIS);
  }

  /** Of its first row the overview shows each column as a number beside the pipelines. */
  static DerivedTable traces(DataSource shop) {
    return DerivedTable.of(
            "pipeline.traces",
            "Pipelines in numbers",
            shop,
            "SELECT count(*) AS executions, round(avg(duration_ms), 1) AS mean_duration_ms"
                + " FROM traces WHERE at >= :from AND at < :to")
        .timesAs(TimeForm.EPOCH_MILLIS);
  }

  static DerivedTable newestTraces(DataSource shop) {
    return DerivedTable.of(
            "traces.recent",
            "Pipeline executions",
            shop,
            "SELECT "
                + AT
                + ", pipeline, trigger_event, status, round(duration_ms, 1) AS duration_ms"
                + " FROM traces"
                + NEWEST)
        .timesAs(TimeForm.EPOCH_MILLIS);
  }
}
