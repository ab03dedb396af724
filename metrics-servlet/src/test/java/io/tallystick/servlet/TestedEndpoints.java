package io.tallystick.servlet;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.http.Endpoints;

/** The endpoints of a runtime, without anything that carries requests. */
public final class TestedEndpoints {
  private TestedEndpoints() {}

  public static Endpoints of(MetricsRuntime runtime, EndpointSettings settings) {
    return EndpointTable.of(runtime, settings).endpoints();
  }
}
