package io.tallystick.servlet.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the name of the client of a request by a function of the application's. */
final class ClientName {
  /** Whoever asks says how long an id is, and names are kept. */
  private static final int LONGEST = 128;

  private final @Nullable Function<HttpServletRequest, @Nullable String> function;
  private final Complaint complaint = new Complaint("The function that names clients failed");

  ClientName(@Nullable Function<HttpServletRequest, @Nullable String> function) {
    this.function = function;
  }

  /** The name; null for nobody in particular, and where the function fails. */
  @Nullable String of(HttpServletRequest request) {
    if (function == null) {
      return null;
    }
    try {
      String name = function.apply(request);
      return name == null || name.isEmpty() ? null : cut(name);
    } catch (RuntimeException failure) {
      complaint.about(failure);
      return null;
    }
  }

  private static String cut(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    boolean isWithinAPair = Character.isHighSurrogate(name.charAt(LONGEST - 1));
    return name.substring(0, isWithinAPair ? LONGEST - 1 : LONGEST);
  }
}
