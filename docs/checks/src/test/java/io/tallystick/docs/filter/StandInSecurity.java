package io.tallystick.docs.filter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What an application's own security does, such as Spring Security's: a filter that takes its time,
 * refuses who is not known or may not, and lets the others pass with a name and roles.
 */
public final class StandInSecurity extends HttpFilter {
  static final Duration TIME = Duration.ofMillis(80);
  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    waitAWhile();
    String user = request.getHeader("X-User");
    if (user == null) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    } else if (user.equals("stranger")) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    } else {
      request.setAttribute("com.example.user", user);
      chain.doFilter(new OfUser(request, user), response);
    }
  }

  private static void waitAWhile() {
    long until = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  /** A request of somebody who is known. */
  private static final class OfUser extends HttpServletRequestWrapper {
    private final String user;

    OfUser(HttpServletRequest request, String user) {
      super(request);
      this.user = user;
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> user;
    }

    @Override
    public boolean isUserInRole(String role) {
      return role.equals("operator") && user.equals("olga");
    }
  }
}
