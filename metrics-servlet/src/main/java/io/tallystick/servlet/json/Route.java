package io.tallystick.servlet.json;

import io.tallystick.servlet.http.Endpoint;
import io.tallystick.servlet.http.Endpoint.Handler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is answered at a path, and how the description of the API has it: there is no endpoint
 * without a description, and none is described that is not there. Immutable.
 *
 * @param method such as {@code GET}
 * @param path below the API's, such as {@code /api-metrics/series}
 * @param title what it tells, in a few words
 * @param parameters which it takes, and no others
 * @param body what it takes in; null for nothing
 * @param answers what it answers with, by type, such as {@code application/json}
 * @param status with which status it answers when all is well
 * @param isForChangers whether who may only read must not read it
 */
record Route(
    String method,
    String path,
    String title,
    List<Parameter> parameters,
    @Nullable Shape body,
    Map<String, Shape> answers,
    int status,
    boolean isForChangers,
    Handler handler) {
  static final String JSON = "application/json";

  /** One that is only read. */
  static Route get(String path, String title, Handler handler) {
    return new Route("GET", path, title, List.of(), null, Map.of(), 200, false, handler);
  }

  /** One that makes something of JSON. */
  static Route post(String path, String title, Shape body, Handler handler) {
    return new Route("POST", path, title, List.of(), body, Map.of(), 201, true, handler);
  }

  /** One that puts what JSON says in place of what is there, if that is as it was seen. */
  static Route put(String path, String title, Shape body, Handler handler) {
    return new Route("PUT", path, title, List.of(), body, Map.of(), 200, true, handler);
  }

  /** One that removes what is there, if that is as it was seen. */
  static Route delete(String path, String title, Handler handler) {
    return new Route("DELETE", path, title, List.of(), null, Map.of(), 204, true, handler);
  }

  /** The same, read by those alone who may change something. */
  Route forChangers() {
    return new Route(method, path, title, parameters, body, answers, status, true, handler);
  }

  /** The same, answering with another status when all is well. */
  Route with(int other) {
    return new Route(method, path, title, parameters, body, answers, other, isForChangers, handler);
  }

  /** The same, taking parameters too. */
  Route takes(Parameter... more) {
    return takes(List.of(more));
  }

  /** The same, taking parameters too. */
  Route takes(Collection<Parameter> more) {
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(more);
    return new Route(
        method, path, title, List.copyOf(all), body, answers, status, isForChangers, handler);
  }

  /** The same, answering with JSON of a shape. */
  Route gives(Shape shape) {
    return gives(JSON, shape);
  }

  /** The same, answering with something of a type too. */
  Route gives(String type, Shape shape) {
    Map<String, Shape> all = new TreeMap<>(answers);
    all.put(type, shape);
    return new Route(method, path, title, parameters, body, all, status, isForChangers, handler);
  }

  /** The same, below another path. */
  Route under(String base) {
    return new Route(
        method, base + path, title, parameters, body, answers, status, isForChangers, handler);
  }

  boolean isChange() {
    return !method.equals("GET");
  }

  /** Whether it changes what was seen before. */
  boolean isOfSomethingThere() {
    return method.equals("PUT") || method.equals("DELETE");
  }

  Endpoint below(String base) {
    Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
    Handler guarded = Refusals.guarded(handler, names);
    if (isChange()) {
      return Endpoint.change(method, base + path, guarded);
    }
    return isForChangers
        ? Endpoint.readByChangers(base + path, names, guarded)
        : Endpoint.read(base + path, names, guarded);
  }
}
