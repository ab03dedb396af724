package io.tallystick.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A request without a container, so that nothing but a filter is measured. */
final class BareExchange extends HttpServletRequestWrapper {
  private static final String SPRING =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  private final String path;
  private final @Nullable String pattern;

  /** The response to it. */
  final HttpServletResponse response = new Answer();

  BareExchange(String path, @Nullable String pattern) {
    super(nothing(HttpServletRequest.class));
    this.path = path;
    this.pattern = pattern;
  }

  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException("The bare request has no " + method);
            }));
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public @Nullable HttpServletMapping getHttpServletMapping() {
    return null;
  }

  @Override
  public String getServletPath() {
    return path;
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public long getContentLengthLong() {
    return -1;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return name.equals(SPRING) ? pattern : null;
  }

  /** Was always answered with 200. */
  private static final class Answer extends HttpServletResponseWrapper {
    Answer() {
      super(nothing(HttpServletResponse.class));
    }

    @Override
    public int getStatus() {
      return SC_OK;
    }
  }
}
