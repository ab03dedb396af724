package io.tallystick.servlet.filter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Redirects in the way that Servlet 6.1 added; nobody can ask for it where that is not there. */
final class LaterRedirect {
  private static final @Nullable MethodHandle SEND = find();

  private LaterRedirect() {}

  private static @Nullable MethodHandle find() {
    MethodType type = MethodType.methodType(void.class, String.class, int.class, boolean.class);
    try {
      return MethodHandles.publicLookup()
          .findVirtual(HttpServletResponse.class, "sendRedirect", type);
    } catch (NoSuchMethodException | IllegalAccessException isOlder) {
      return null;
    }
  }

  static void send(HttpServletResponse to, String location, int status, boolean clearsBuffer)
      throws IOException {
    if (SEND == null) {
      throw new UnsupportedOperationException(
          "This container has Servlet 6.0, which redirects with a location alone.");
    }
    try {
      SEND.invokeExact(to, location, status, clearsBuffer);
    } catch (IOException | RuntimeException | Error passing) {
      throw passing;
    } catch (Throwable impossible) {
      throw new IllegalStateException("A redirect throws no such thing.", impossible);
    }
  }
}
