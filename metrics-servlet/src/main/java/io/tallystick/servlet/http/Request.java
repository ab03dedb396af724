package io.tallystick.servlet.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire, whatever took it in: a container, or the JDK's own server.
 *
 * <p>For the thread that answers it.
 *
 * <pre>{@code
 * if (request.method().equals("GET") && request.path().equals("/metrics")) {
 *   return Answer.text(200, "text/plain", text);
 * }
 * }</pre>
 */
public interface Request {
  /** Such as {@code GET}. */
  String method();

  /** Below the place where the endpoints are mounted, undecoded; it begins with a slash. */
  String path();

  /** What stands behind the question mark, undecoded; null where there is none. */
  @Nullable String query();

  /**
   * The header of a name in any case; null where there is none. Of several with one name, all of
   * them in their order with a comma between, so that none is believed and another used.
   */
  @Nullable String header(String name);

  /** The names of all headers, in any case. */
  Collection<String> headerNames();

  /** The address that the connection comes from, in numbers. */
  String remoteAddress();

  /** Who the host says the caller is; null where it does not say. */
  @Nullable String principal();

  /** Whether the host says that the caller has a role. */
  boolean isInRole(String role);

  /** What the request carries; nobody else reads it. */
  InputStream body() throws IOException;
}
