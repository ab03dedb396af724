package io.tallystick.servlet.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A request without a container: as much of one as the filter asks for, and nothing else. */
class BareRequest extends HttpServletRequestWrapper {
  private final String method;
  private final String path;
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, Object> attributes = new HashMap<>();

  BareRequest(String method, String path) {
    super(nothing(HttpServletRequest.class));
    this.method = method;
    this.path = path;
  }

  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              throw new UnsupportedOperationException("Nobody should ask for " + called);
            }));
  }

  BareRequest header(String name, String value) {
    headers.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  @Override
  public String getHeader(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    return null;
  }

  @Override
  public String getServletPath() {
    return path;
  }

  @Override
  public String getPathInfo() {
    return null;
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public long getContentLengthLong() {
    String length = getHeader("Content-Length");
    return length == null ? -1 : Long.parseLong(length);
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  /** A response to it. */
  static class Answer extends HttpServletResponseWrapper {
    private int status = 200;

    Answer() {
      super(nothing(HttpServletResponse.class));
    }

    @Override
    public String getHeader(String name) {
      return null;
    }

    @Override
    public int getStatus() {
      return status;
    }

    @Override
    public void setStatus(int status) {
      this.status = status;
    }

    @Override
    public jakarta.servlet.ServletOutputStream getOutputStream() throws IOException {
      return new Nowhere();
    }
  }

  /** Takes bytes. */
  private static final class Nowhere extends jakarta.servlet.ServletOutputStream {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(jakarta.servlet.WriteListener listener) {}

    @Override
    public void write(int value) {}

    @Override
    public void write(byte[] bytes, int from, int count) {}
  }
}
