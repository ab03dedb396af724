package io.tallystick.instrument.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An object of a driver that does what a test says and notes what it was asked. */
final class Stub implements InvocationHandler {
  /** A call as it arrived. */
  record Call(Method method, List<Object> arguments) {}

  final List<Call> calls = new ArrayList<>();
  private final Map<String, Object> answers = new HashMap<>();
  private final Map<String, Throwable> throwing = new HashMap<>();
  private Throwable thrown;
  private boolean isTalkative;
  private Object given;

  <T> T as(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(Stub.class.getClassLoader(), new Class<?>[] {type}, this));
  }

  /** What a method answers from now on. */
  Stub answering(String method, Object answer) {
    answers.put(method, answer);
    return this;
  }

  /** What no answer was given for is answered with {@link SomeAnswer} from now on. */
  Stub talkative() {
    isTalkative = true;
    return this;
  }

  /** What a method throws from now on. */
  void throwing(String method, Throwable always) {
    throwing.put(method, always);
  }

  /** Every call throws this from now on; none does for null. */
  void throwing(Throwable always) {
    thrown = always;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "stub";
      };
    }
    List<Object> noted = new ArrayList<>();
    if (arguments != null) {
      noted.addAll(java.util.Arrays.asList(arguments));
    }
    calls.add(new Call(method, noted));
    if (thrown != null) {
      throw thrown;
    }
    if (throwing.containsKey(method.getName())) {
      throw throwing.get(method.getName());
    }
    Object answer = answers.get(method.getName());
    if (answer != null) {
      return answer;
    }
    Class<?> type = method.getReturnType();
    given = isTalkative ? SomeAnswer.of(type) : nothing(type);
    return given;
  }

  /** What was answered last; null for nothing. */
  Object given() {
    return given;
  }

  /** The value that a method of the type gives when it has nothing to say. */
  static Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (!type.isPrimitive() || type == void.class) {
      return null;
    }
    return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0);
  }

  /** Arguments that differ from each other, so that none can be taken for another. */
  static Object[] arguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    Object[] made = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      made[i] = argument(types[i], i + 1);
    }
    return made;
  }

  private static Object argument(Class<?> type, int number) {
    if (type == int.class) {
      return number;
    }
    if (type == long.class) {
      return (long) number;
    }
    if (type == String.class) {
      return "text" + number;
    }
    if (type == Class.class) {
      return Integer.class;
    }
    return type == Object.class ? new Object() : nothing(type);
  }
}
