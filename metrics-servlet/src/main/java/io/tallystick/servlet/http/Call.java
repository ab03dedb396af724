package io.tallystick.servlet.http;

import java.util.Map;

/**
 * A request that may be answered, taken apart. For the thread that answers it.
 *
 * <pre>{@code
 * int limit = call.parameters().number("limit", 10, 1, 100);
 * }</pre>
 */
public final class Call {
  private final Request request;
  private final Map<String, String> variables;
  private final Parameters parameters;
  private final String principal;
  private final Arrival arrival;

  Call(
      Request request,
      Map<String, String> variables,
      Parameters parameters,
      String principal,
      Arrival arrival) {
    this.request = request;
    this.variables = variables;
    this.parameters = parameters;
    this.principal = principal;
    this.arrival = arrival;
  }

  /** The request. */
  public Request request() {
    return request;
  }

  /** What stands behind the question mark. */
  public Parameters parameters() {
    return parameters;
  }

  /** Who asks. */
  public String principal() {
    return principal;
  }

  /** What stands in the path where the endpoint has a name in braces. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The path has no {%s}.".formatted(name));
    }
    return value;
  }

  /**
   * Reads what the request carries.
   *
   * @throws RefusedRequest when it is larger than 64 KB, takes longer to come than the rules have
   *     patience for, or breaks off
   */
  public byte[] body() {
    return arrival.body();
  }
}
