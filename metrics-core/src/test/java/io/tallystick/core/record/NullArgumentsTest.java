package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import io.tallystick.Work;
import io.tallystick.guard.Rule;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NullArgumentsTest {
  @TestFactory
  Stream<DynamicTest> noRecordingCallThrowsAtANullAndEachIsCounted() {
    return recordingCalls().stream()
        .map(call -> DynamicTest.dynamicTest(nameOf(call), () -> nullEachArgumentOf(call)));
  }

  private static String nameOf(Method call) {
    return call.getName() + Arrays.toString(call.getParameterTypes());
  }

  /** Every call that gives nothing back, of all kinds and numbers of tags. */
  private static List<Method> recordingCalls() {
    List<Method> calls = new ArrayList<>();
    for (Method method : Metrics.class.getMethods()) {
      List<Class<?>> types = List.of(method.getParameterTypes());
      if (method.getReturnType() == void.class
          && !types.contains(Work.class)
          && !types.contains(Measured.class)) {
        calls.add(method);
      }
    }
    assertThat(calls).hasSizeGreaterThan(38);
    return calls;
  }

  private static void nullEachArgumentOf(Method call) throws ReflectiveOperationException {
    Class<?>[] types = call.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isPrimitive()) {
        ShownRecording shown = new ShownRecording();
        Object[] arguments = arguments(call);
        arguments[i] = null;
        call.invoke(shown.metrics, arguments);
        call.invoke(shown.metrics, arguments);
        shown.drain();
        assertOutcome(shown, i == 0 ? Rule.NAME_MISSING : faultOf(types[i]));
      }
    }
  }

  private static Rule faultOf(Class<?> type) {
    return type == Duration.class ? Rule.VALUE_NOT_FINITE : Rule.TAG_MISSING;
  }

  /** A fault in a tag costs the tag, any other one the sample. */
  private static void assertOutcome(ShownRecording shown, Rule rule) {
    if (rule == Rule.TAG_MISSING) {
      assertThat(shown.rejected(rule)).isEqualTo(2);
      assertThat(shown.droppedInAll()).isZero();
      assertThat(shown.ids()).hasSize(1);
    } else {
      assertThat(shown.dropped(rule)).isEqualTo(2);
    }
  }

  /** Good arguments for a call; keys and values are told apart by their place. */
  private static Object[] arguments(Method call) {
    Class<?>[] types = call.getParameterTypes();
    Object[] arguments = new Object[types.length];
    arguments[0] = "some.name";
    for (int i = 1; i < types.length; i++) {
      arguments[i] = argument(types[i], i);
    }
    return arguments;
  }

  private static Object argument(Class<?> type, int place) {
    if (type == String.class) {
      return "text" + place;
    } else if (type == long.class) {
      return 7L;
    } else if (type == double.class) {
      return 7.5;
    } else if (type == Tags.class) {
      return Tags.of("a", "b");
    } else if (type == Result.class) {
      return Result.SUCCESS;
    }
    assertThat(type).isEqualTo(Duration.class);
    return Duration.ofMillis(7);
  }

  @Test
  void allArgumentsMayBeNullAtOnce() throws ReflectiveOperationException {
    ShownRecording shown = new ShownRecording();
    for (Method call : recordingCalls()) {
      Object[] arguments = arguments(call);
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = call.getParameterTypes()[i].isPrimitive() ? arguments[i] : null;
      }
      call.invoke(shown.metrics, arguments);
    }
    shown.drain();

    assertThat(shown.dropped(Rule.NAME_MISSING) + shown.dropped(Rule.VALUE_NOT_FINITE))
        .isGreaterThanOrEqualTo(recordingCalls().size());
    assertThat(shown.ids()).isEmpty();
  }

  @Test
  void timingsTakeNulls() throws Exception {
    ShownRecording shown = new ShownRecording();

    assertThat(shown.metrics.measure(null, (Tags) null, () -> 5)).isEqualTo(5);
    shown.metrics.start(null, null).close();
    shown.metrics.start("a.duration_ms", null).success();
    shown.metrics.run("a.duration_ms", null, () -> {});
    shown.drain();

    assertThat(shown.histogram("a.duration_ms").count()).isEqualTo(2);
    assertThat(shown.dropped(Rule.NAME_MISSING)).isEqualTo(2);
  }

  @Test
  void handlesRefuseNullsByNameOfTheParameter() {
    Metrics metrics = new ShownRecording().metrics;
    Tags none = Tags.empty();

    assertThatNullPointerException().isThrownBy(() -> metrics.counter(null)).withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.counter("a.b", null))
        .withMessage("tags");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.gauge(null, none))
        .withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.histogram("a.b", null))
        .withMessage("tags");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.gauge("a.b", none, null))
        .withMessage("supplier");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.describe(null))
        .withMessage("descriptor");
  }

  @Test
  void aTenantsCallAnswersANullWithItsRule() {
    ShownRecording shown = new ShownRecording();
    Tags none = Tags.empty();
    var count = io.tallystick.UserMetricKind.COUNT;

    assertThat(shown.metrics.recordUserMetric(null, "a.b", 1, count, none).rule())
        .isEqualTo(Rule.TENANT_MISSING);
    assertThat(shown.metrics.recordUserMetric("t", null, 1, count, none).rule())
        .isEqualTo(Rule.NAME_MISSING);
    assertThat(shown.metrics.recordUserMetric("t", "a.b", 1, null, none).rule())
        .isEqualTo(Rule.TAG_MISSING);
    assertThat(shown.metrics.recordUserMetric("t", "a.b", 1, count, null).rule())
        .isEqualTo(Rule.TAG_MISSING);
    shown.drain();

    assertThat(shown.droppedInAll()).isEqualTo(4);
    assertThat(shown.ids()).isEmpty();
  }
}
