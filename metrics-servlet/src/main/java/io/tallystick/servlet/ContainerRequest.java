package io.tallystick.servlet;

import io.tallystick.servlet.http.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
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
    return request.getHeader(name);
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
