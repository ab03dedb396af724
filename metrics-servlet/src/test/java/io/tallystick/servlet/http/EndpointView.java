package io.tallystick.servlet.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What tests outside of the room may know of an endpoint. */
public record EndpointView(String method, String path, List<String> parameters) {
  /** Of what an endpoint was made of. */
  public static EndpointView of(Endpoint endpoint) {
    Set<String> parameters = endpoint.parameters();
    return new EndpointView(
        endpoint.method(),
        endpoint.path(),
        parameters == null ? List.of() : List.copyOf(new TreeSet<>(parameters)));
  }
}
