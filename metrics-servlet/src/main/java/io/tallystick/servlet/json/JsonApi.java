package io.tallystick.servlet.json;

import io.tallystick.servlet.http.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON API: questions, requests, names, notes, tables, exports and how all is.
 *
 * <pre>{@code
 * List<Endpoint> endpoints = JsonApi.of(parts).below("/admin");
 * }</pre>
 */
public final class JsonApi {
  private static final String BASE = "/api-metrics";

  private final ApiParts parts;

  private JsonApi(ApiParts parts) {
    this.parts = parts;
  }

  /** The API of these parts. */
  public static JsonApi of(ApiParts parts) {
    return new JsonApi(parts);
  }

  /** Its endpoints below a path. */
  public List<Endpoint> below(String path) {
    String base = path + BASE;
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(new SummaryEndpoint(parts.requests(), parts::now).below(base));
    endpoints.addAll(new RequestEndpoints(parts.reader(), new PartClientNames(parts)).below(base));
    endpoints.addAll(new QuestionEndpoints(parts.reader()).below(base));
    endpoints.addAll(new NameEndpoints(parts.reader(), parts::descriptor).below(base));
    endpoints.addAll(new AnnotationEndpoints(parts.annotations(), parts::now).below(base));
    endpoints.addAll(new ExportEndpoints(parts.export(), parts::filter, parts::now).below(base));
    endpoints.addAll(new TableEndpoints(parts.derived(), parts::now).below(base));
    endpoints.addAll(new StatusEndpoints(parts).below(base));
    return endpoints;
  }
}
