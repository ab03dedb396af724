package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tallystick.Metrics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method, also those that a later JDK adds, reaches the driver as it was called. */
class ForwardedCallsTest {
  private static final List<Class<?>> INTERFACES =
      List.of(
          DataSource.class,
          ConnectionBuilder.class,
          Connection.class,
          Statement.class,
          PreparedStatement.class,
          CallableStatement.class,
          DatabaseMetaData.class,
          ResultSet.class);

  static Stream<Method> methods() {
    return INTERFACES.stream().flatMap(ForwardedCallsTest::methodsOf);
  }

  /** Those of the interface and of what it extends, each as seen by the interface's user. */
  private static Stream<Method> methodsOf(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()));
  }

  @ParameterizedTest
  @ValueSource(classes = {TimedResultSet.class, TimedDataSource.class})
  void whatIsWrittenOutIsComplete(Class<?> written) {
    Class<?> type = written == TimedResultSet.class ? ResultSet.class : DataSource.class;
    assertThat(methodsOf(type))
        .isNotEmpty()
        .allSatisfy(
            method -> {
              Method ours = written.getMethod(method.getName(), method.getParameterTypes());
              assertThat(ours.getDeclaringClass().getPackage()).isEqualTo(written.getPackage());
              assertThat(ours.isAnnotationPresent(Deprecated.class))
                  .isEqualTo(method.isAnnotationPresent(Deprecated.class));
            });
  }

  @ParameterizedTest
  @MethodSource("interfaces")
  void everyCallArrivesOnceAsItWasMade(Class<?> type) throws Exception {
    Stub stub = new Stub().talkative();
    Object wrapper = wrapped(type, stub);
    for (Method method : methodsOf(type).toList()) {
      stub.calls.clear();
      Object[] arguments = Stub.arguments(method);
      Object answer = method.invoke(wrapper, arguments);
      assertThat(stub.calls)
          .as("%s", method)
          .containsExactly(new Stub.Call(method, Arrays.asList(arguments)));
      if (method.getReturnType().isPrimitive()) {
        assertThat(answer).as("%s", method).isEqualTo(stub.given());
      } else {
        assertThat(Bare.of(answer)).as("%s", method).isNotNull().isSameAs(stub.given());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("interfaces")
  void whatTheDriverDoesNotSayIsNotMadeUp(Class<?> type) throws Exception {
    Object wrapper = wrapped(type, new Stub());
    for (Method method : methodsOf(type).toList()) {
      assertThat(method.invoke(wrapper, Stub.arguments(method)))
          .as("%s", method)
          .isEqualTo(Stub.nothing(method.getReturnType()));
    }
  }

  @ParameterizedTest
  @MethodSource("interfaces")
  void everythingThrownIsTheVeryObject(Class<?> type) throws Exception {
    Stub stub = new Stub();
    Object wrapper = wrapped(type, stub);
    for (Method method : methodsOf(type).toList()) {
      for (Throwable thrown : thrownBy(method)) {
        stub.throwing(thrown);
        assertThat(catchThrowable(() -> method.invoke(wrapper, Stub.arguments(method))))
            .as("%s", method)
            .isInstanceOf(InvocationTargetException.class)
            .extracting(Throwable::getCause)
            .isSameAs(thrown);
      }
    }
  }

  static Stream<Class<?>> interfaces() {
    return INTERFACES.stream();
  }

  private static List<Throwable> thrownBy(Method method) {
    Throwable unchecked = new IllegalStateException("unchecked");
    Throwable error = new StackOverflowError("error");
    return Arrays.asList(method.getExceptionTypes()).contains(SQLException.class)
        ? List.of(new SQLException("checked"), unchecked, error)
        : List.of(unchecked, error);
  }

  /** The wrapper of the type over a stub of the same type. */
  private static Object wrapped(Class<?> type, Stub stub) throws SQLException {
    DataSource dataSource = new Stub().as(DataSource.class);
    Stub connection = new Stub();
    Stub statement = new Stub();
    if (type == DataSource.class) {
      dataSource = stub.as(DataSource.class);
      return TimedDataSource.of(dataSource, Metrics.noop());
    }
    Connection timed =
        TimedDataSource.of(
                new Stub()
                    .answering(
                        "getConnection",
                        (type == Connection.class ? stub : connection).as(Connection.class))
                    .as(DataSource.class),
                Metrics.noop())
            .getConnection();
    return switch (type.getSimpleName()) {
      case "Connection" -> timed;
      case "ConnectionBuilder" ->
          TimedDataSource.of(
                  new Stub()
                      .answering("createConnectionBuilder", stub.as(ConnectionBuilder.class))
                      .as(DataSource.class))
              .createConnectionBuilder();
      case "DatabaseMetaData" -> {
        connection.answering("getMetaData", stub.as(DatabaseMetaData.class));
        yield timed.getMetaData();
      }
      case "Statement" -> {
        connection.answering("createStatement", stub.as(Statement.class));
        yield timed.createStatement();
      }
      case "PreparedStatement" -> {
        connection.answering("prepareStatement", stub.as(PreparedStatement.class));
        yield timed.prepareStatement("select 1");
      }
      case "CallableStatement" -> {
        connection.answering("prepareCall", stub.as(CallableStatement.class));
        yield timed.prepareCall("{call f()}");
      }
      default -> {
        connection.answering("createStatement", statement.as(Statement.class));
        statement.answering("executeQuery", stub.as(ResultSet.class));
        yield timed.createStatement().executeQuery("select 1");
      }
    };
  }
}
