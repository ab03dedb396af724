package io.tallystick.servlet;

import io.tallystick.servlet.http.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that a container took in. */
record ContainerRequest(HttpServletRequest request, String path) implements Request {
  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public @Nullable String query() {
    return request.getQueryString();
  }

  @Override
  public @Nullable String header(String name) {
    List<String> all = list(request.getHeaders(name));
    if (all.isEmpty()) {
      return name.equalsIgnoreCase("Host") ? authority() : null;
    }
    return String.join(", ", all);
  }

  /** From HTTP/2 on a request has it in place of that header, and not every container copies it. */
  private @Nullable String authority() {
    boolean isNewer = !request.getProtocol().startsWith("HTTP/1");
    return isNewer ? request.getServerName() + ":" + request.getServerPort() : null;
  }

  @Override
  public Collection<String> headerNames() {
    return list(request.getHeaderNames());
  }

  /** A container may give null where it does not let anybody see headers. */
  private static List<String> list(@Nullable Enumeration<String> all) {
    return all == null ? List.of() : Collections.list(all);
  }

  @Override
  public String remoteAddress() {
    return request.getRemoteAddr();
  }

  @Override
  public @Nullable String principal() {
    Principal principal = request.getUserPrincipal();
    return principal == null ? null : principal.getName();
  }

  @Override
  public boolean isInRole(String role) {
    return request.isUserInRole(role);
  }

  @Override
  public InputStream body() throws IOException {
    return request.getInputStream();
  }
}
