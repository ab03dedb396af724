package io.tallystick.servlet;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.http.Endpoint;
import io.tallystick.servlet.http.Endpoints;
import io.tallystick.servlet.json.JsonApi;
import io.tallystick.servlet.prometheus.PrometheusEndpoint;
import java.util.ArrayList;
import java.util.List;

/** Puts the endpoints of a runtime together. */
final class EndpointTable {
  private EndpointTable() {}

  static Endpoints of(MetricsRuntime runtime, EndpointSettings settings) {
    List<Endpoint> table = new ArrayList<>();
    String metrics = settings.metricsPath();
    if (metrics != null) {
      table.add(
          new PrometheusEndpoint(
                  runtime.liveTotals(),
                  runtime::descriptor,
                  settings.hasQuantiles(),
                  settings.hasCreated())
              .at(metrics));
    }
    String api = settings.apiPath();
    if (api != null) {
      table.addAll(JsonApi.of(new RuntimeParts(runtime)).below(api));
    }
    return new Endpoints(table, settings.rules(), System::nanoTime);
  }

  /** Whether a path is one of an endpoint, or below that of the API. */
  static boolean begins(String path, EndpointSettings settings) {
    String api = settings.apiPath();
    return path.equals(settings.metricsPath())
        || (api != null && (path.equals(api) || path.startsWith(api + "/")));
  }
}
