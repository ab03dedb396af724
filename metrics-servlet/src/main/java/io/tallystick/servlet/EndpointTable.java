package io.tallystick.servlet;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.dashboard.Console;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Endpoint;
import io.tallystick.servlet.http.EndpointRules;
import io.tallystick.servlet.http.Endpoints;
import io.tallystick.servlet.http.Request;
import io.tallystick.servlet.json.JsonApi;
import io.tallystick.servlet.prometheus.PrometheusEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a runtime, put together.
 *
 * @param metricsPath where metrics are; null where nowhere
 * @param apiPath where the API begins; null where there is none
 */
record EndpointTable(Endpoints endpoints, @Nullable String metricsPath, @Nullable String apiPath) {
  /** There is nothing at any address. */
  static final EndpointTable NOTHING =
      new EndpointTable(
          new Endpoints(List.of(), EndpointRules.closed(), System::nanoTime), null, null);

  /** Nothing where the runtime is switched off. */
  static EndpointTable of(MetricsRuntime runtime, EndpointSettings settings) {
    if (!runtime.isEnabled()) {
      return NOTHING;
    }
    List<Endpoint> table = new ArrayList<>();
    String metrics = settings.metricsPath(runtime.metricsPath());
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
      table.addAll(JsonApi.of(new RuntimeParts(runtime, settings.keyNames())).below(api));
      if (settings.hasConsole()) {
        table.addAll(Console.with(settings.consolePages()).below(api));
      }
    }
    return new EndpointTable(
        new Endpoints(table, settings.rules(), System::nanoTime), metrics, api);
  }

  Answer answer(Request request) {
    return endpoints.answer(request);
  }

  /** Whether a path is one of an endpoint, or below that of the API. */
  boolean begins(String path) {
    return path.equals(metricsPath)
        || (apiPath != null && (path.equals(apiPath) || path.startsWith(apiPath + "/")));
  }
}
