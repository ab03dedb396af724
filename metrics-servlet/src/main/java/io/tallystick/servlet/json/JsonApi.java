package io.tallystick.servlet.json;

import io.tallystick.core.query.MetricsReader;
import io.tallystick.servlet.http.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON API: questions, requests, rate limits, names, notes, tables, exports, alerts and how all
 * is.
 *
 * <pre>{@code
 * List<Endpoint> endpoints = JsonApi.of(parts).below("/admin");
 * }</pre>
 */
public final class JsonApi {
  private static final String BASE = "/api-metrics";
  private static final String HEALTH = "/health";
  private static final String DESCRIPTION = "/openapi.json";

  private final ApiParts parts;

  private JsonApi(ApiParts parts) {
    this.parts = parts;
  }

  /** The API of these parts. */
  public static JsonApi of(ApiParts parts) {
    return new JsonApi(parts);
  }

  /**
   * Its endpoints below a path.
   *
   * @param path such as {@code /admin}
   */
  public List<Endpoint> below(String path) {
    List<Route> routes = new ArrayList<>(routes());
    List<OpenApi> made = new ArrayList<>();
    for (String place : List.of(BASE + DESCRIPTION, DESCRIPTION)) {
      routes.add(
          Route.get(place, "What the API takes and answers", call -> made.get(0).at(path + place))
              .gives(Shape.map(Shape.anything())));
    }
    made.add(new OpenApi(path, routes));
    return routes.stream().map(route -> endpoint(route, path)).toList();
  }

  /** Who asks whether the application lives must hear it, whatever keeps all others waiting. */
  private static Endpoint endpoint(Route route, String path) {
    Endpoint endpoint = route.below(path);
    return route.path().equals(BASE + HEALTH) ? endpoint.quick() : endpoint;
  }

  private List<Route> routes() {
    MetricsReader reader = parts.reader();
    List<Route> routes = new ArrayList<>();
    routes.addAll(new RequestRows(parts).routes());
    routes.addAll(new RequestEndpoints(reader, new PartClientNames(parts)).routes());
    routes.addAll(new RateLimitEndpoints(parts, new PartClientNames(parts)).routes());
    routes.addAll(new QuestionEndpoints(reader).routes());
    routes.addAll(new NameEndpoints(parts).routes());
    routes.addAll(new AnnotationEndpoints(parts.annotations(), reader, parts::now).routes());
    routes.addAll(new ExportEndpoints(parts).routes());
    routes.addAll(new TableEndpoints(parts.derived(), parts::now).routes());
    routes.addAll(new StatusEndpoints(parts).routes());
    List<Route> all = new ArrayList<>(routes.stream().map(route -> route.under(BASE)).toList());
    all.addAll(new AlertEndpoints(parts.alerts(), reader, parts::now).routes());
    return all;
  }
}
