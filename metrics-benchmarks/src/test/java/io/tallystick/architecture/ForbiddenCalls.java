package io.tallystick.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Calls, and method references too, that a room must leave to others. */
final class ForbiddenCalls {

  private static final Set<String> SLEEPERS =
      Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit");

  private static final Set<String> WALL_CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.util.Calendar.getInstance",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.systemUTC",
          "java.time.Clock.system");

  private ForbiddenCalls() {}

  static boolean sleeps(JavaAccess<?> access) {
    return access.getTarget().getName().equals("sleep")
        && SLEEPERS.contains(access.getTargetOwner().getFullName());
  }

  static boolean readsTheWallClock(JavaAccess<?> access) {
    return WALL_CLOCKS.contains(target(access)) || isNow(access) || makesADateOfNow(access);
  }

  /** {@code Instant.now(clock)} asks a clock that was handed in, and is fine. */
  private static boolean isNow(JavaAccess<?> access) {
    return switch (access.getTarget().getName()) {
      case "now" -> isOfJavaTime(access) && !takes(Clock.class, access);
      case "tickMillis", "tickSeconds", "tickMinutes" ->
          isOfJavaTime(access) && takes(ZoneId.class, access);
      default -> false;
    };
  }

  private static boolean makesADateOfNow(JavaAccess<?> access) {
    return Set.of("java.util.Date.<init>", "java.util.GregorianCalendar.<init>")
            .contains(target(access))
        && parameters(access).isEmpty();
  }

  private static boolean isOfJavaTime(JavaAccess<?> access) {
    return access.getTargetOwner().getPackageName().startsWith("java.time");
  }

  private static boolean takes(Class<?> type, JavaAccess<?> access) {
    return parameters(access).stream().anyMatch(parameter -> parameter.isEquivalentTo(type));
  }

  private static List<JavaClass> parameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget called
        ? called.getRawParameterTypes()
        : List.of();
  }

  private static String target(JavaAccess<?> access) {
    return access.getTargetOwner().getFullName() + "." + access.getTarget().getName();
  }
}
