package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.servlet.http.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Describes routes as OpenAPI 3.1 does. */
final class OpenApi {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");
  private static final Map<String, Object> PROBLEM = Map.of("$ref", "#/components/schemas/Problem");

  private static final Map<String, Object> IF_MATCH =
      Map.of(
          "name",
          "If-Match",
          "in",
          "header",
          "description",
          "The ETag of what you have seen.",
          "required",
          true,
          "schema",
          Shape.text().schema());

  private static final Shape PROBLEM_SHAPE =
      Shape.object()
          .with("title", Shape.text().says("The kind of problem, always in the same words."))
          .with("status", Shape.whole(400, 599))
          .with("detail", Shape.text().says("What happened, and what to do."))
          .having("parameter", Shape.text().says("Which parameter cannot be taken."))
          .having("field", Shape.text().says("Which field of the body cannot be taken."))
          .having("value", Shape.text().says("What was given."))
          .having("rule", Shape.text().says("What may be given."));

  /** Where each path is found, below where the API is mounted. */
  private final String base;

  private final List<Route> routes;

  OpenApi(String base, List<Route> routes) {
    this.base = base;
    this.routes = List.copyOf(routes);
  }

  /** The description, for who finds it at a path. */
  Answer at(String path) {
    Map<String, Object> document = document(path);
    return JsonAnswers.ok(json -> write(json, document));
  }

  private Map<String, Object> document(String path) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put("info", info());
    document.put("servers", List.of(Map.of("url", seenFrom(path))));
    document.put("security", List.of(Map.of(), Map.of("token", List.of())));
    document.put("paths", paths());
    document.put("components", components());
    return document;
  }

  private static Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", "Tallystick");
    info.put("version", "1");
    info.put(
        "description",
        "What an application recorded of itself. Times are in UTC; ranges begin with their start"
            + " and end before their end. Requests are closed to all but this machine until the"
            + " host says who may ask.");
    return info;
  }

  /** Relative, because nobody knows what stands before the path: an application's, a proxy's. */
  private String seenFrom(String path) {
    int folders = path.split("/", -1).length - 2;
    return "../".repeat(folders) + base.substring(1);
  }

  private static Map<String, Object> components() {
    return Map.of(
        "schemas",
        Map.of("Problem", PROBLEM_SHAPE.schema()),
        "securitySchemes",
        Map.of("token", Map.of("type", "http", "scheme", "bearer")));
  }

  private Map<String, Object> paths() {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Route route : routes) {
      Map<String, Object> operations = new LinkedHashMap<>();
      if (paths.get(route.path()) instanceof Map<?, ?> others) {
        others.forEach((method, operation) -> operations.put(method.toString(), operation));
      }
      operations.put(method(route), operation(route));
      paths.put(route.path(), operations);
    }
    return paths;
  }

  private static Map<String, Object> operation(Route route) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("summary", route.title());
    operation.put("operationId", id(route));
    List<Object> parameters = new ArrayList<>(variables(route.path()));
    route.parameters().forEach(parameter -> parameters.add(parameter.description()));
    operation.put("parameters", parameters);
    if (route.isOfSomethingThere()) {
      parameters.add(IF_MATCH);
    }
    Shape body = route.body();
    if (body != null) {
      operation.put(
          "requestBody",
          Map.of("required", true, "content", Map.of(Route.JSON, Map.of("schema", body.schema()))));
    }
    operation.put("responses", responses(route));
    return operation;
  }

  private static String method(Route route) {
    return route.method().toLowerCase(Locale.ROOT);
  }

  private static String id(Route route) {
    String words = route.path().replaceAll("[^a-z]+", "_").replaceAll("_$", "");
    return method(route) + words;
  }

  private static List<Object> variables(String path) {
    List<Object> variables = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(path);
    while (matcher.find()) {
      Map<String, Object> variable = new LinkedHashMap<>();
      variable.put("name", String.valueOf(matcher.group(1)));
      variable.put("in", "path");
      variable.put("description", "Which of them, by its name.");
      variable.put("required", true);
      variable.put("schema", Shape.text().schema());
      variables.add(variable);
    }
    return variables;
  }

  private static Map<String, Object> responses(Route route) {
    Map<String, Object> content = new TreeMap<>();
    route.answers().forEach((type, shape) -> content.put(type, Map.of("schema", shape.schema())));
    Map<String, Object> responses = new TreeMap<>();
    responses.put(
        Integer.toString(route.status()),
        content.isEmpty()
            ? Map.of("description", "It is done.")
            : Map.of("description", "The answer.", "content", content));
    if (!route.isChange()) {
      responses.put("304", Map.of("description", "What the caller has already."));
    }
    problems(route).forEach((status, what) -> responses.put(status, problem(what)));
    return responses;
  }

  private static Map<String, Object> problem(String what) {
    return Map.of(
        "description",
        what,
        "content",
        Map.of("application/problem+json", Map.of("schema", PROBLEM)));
  }

  private static Map<String, String> problems(Route route) {
    Map<String, String> problems = new TreeMap<>();
    problems.put("400", "A parameter or the body cannot be taken.");
    problems.put("401", "Nobody knows who asks.");
    problems.put("403", "Who asks may not.");
    problems.put("414", "The address is too long.");
    problems.put("429", "Too many requests; Retry-After says when to ask again.");
    problems.put("500", "Something went wrong inside.");
    problems.put("503", "The store does not answer, or not in time; Retry-After says when to ask.");
    if (VARIABLE.matcher(route.path()).find()) {
      problems.put("404", "There is nothing of this name.");
    }
    if (route.isChange()) {
      problems.put("408", "The body came too slowly.");
      problems.put("413", "The body is too large.");
      problems.put("415", "The body is no JSON.");
    }
    if (route.isOfSomethingThere()) {
      problems.put("412", "It is not as you have seen it any more: read it again.");
      problems.put("428", "If-Match is missing.");
    }
    if (route.body() != null && route.path().startsWith(AlertEndpoints.PATH)) {
      problems.put("409", "It cannot be changed here, or there are too many.");
      problems.put("422", "A field of the rule cannot be taken.");
    }
    return problems;
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        json.writeFieldName(String.valueOf(member.getKey()));
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object each : list) {
        write(json, each);
      }
      json.writeEndArray();
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
