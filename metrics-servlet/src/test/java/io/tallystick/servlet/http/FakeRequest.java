package io.tallystick.servlet.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request made by hand; without more it is a GET from this machine. */
public final class FakeRequest implements Request {
  private final Map<String, String> headers = new TreeMap<>();
  private final String path;
  private String method = "GET";
  private @Nullable String query;
  private String remoteAddress = "127.0.0.1";
  private @Nullable String principal;
  private Set<String> roles = Set.of();
  private Supplier<InputStream> body = InputStream::nullInputStream;

  private FakeRequest(String path) {
    this.path = path;
    header("Host", "localhost:8080");
  }

  public static FakeRequest to(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    FakeRequest request =
        new FakeRequest(mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark));
    request.query = mark < 0 ? null : pathAndQuery.substring(mark + 1);
    return request;
  }

  public FakeRequest method(String value) {
    method = value;
    return this;
  }

  public FakeRequest header(String name, String value) {
    headers.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  public FakeRequest without(String header) {
    headers.remove(header.toLowerCase(Locale.ROOT));
    return this;
  }

  public FakeRequest from(String address) {
    remoteAddress = address;
    return this;
  }

  public FakeRequest as(String name, String... itsRoles) {
    principal = name;
    roles = Set.of(itsRoles);
    return this;
  }

  public FakeRequest body(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bodyFrom(() -> new ByteArrayInputStream(bytes));
  }

  public FakeRequest bodyFrom(Supplier<InputStream> stream) {
    body = stream;
    return this;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return query;
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public Collection<String> headerNames() {
    return headers.keySet();
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public @Nullable String principal() {
    return principal;
  }

  @Override
  public boolean isInRole(String role) {
    return roles.contains(role);
  }

  @Override
  public InputStream body() {
    return body.get();
  }
}
