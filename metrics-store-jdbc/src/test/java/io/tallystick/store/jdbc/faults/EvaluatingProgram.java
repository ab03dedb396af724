package io.tallystick.store.jdbc.faults;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.QuickRuntime;
import io.tallystick.core.alert.AlertStatus;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.JdbcOptions;
import io.tallystick.store.jdbc.JdbcStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An instance whose requests all fail and that has a rule for that. It says when it evaluates. Its
 * minutes pass quickly, those of the database do not.
 *
 * <p>Arguments: the URL, user and password of the database.
 */
final class EvaluatingProgram {
  /** It evaluates alerts; behind it up to which millisecond. */
  static final String EVALUATES = "evaluates";

  /** It began. */
  static final String READY = "ready";

  static final RuleDefinition RULE =
      RuleDefinition.errorRate("All fail", 50).window(1).cooldown(10_000);

  private EvaluatingProgram() {}

  public static void main(String[] arguments) throws IOException {
    StorageBackend store =
        JdbcStore.open(
            JdbcOptions.at(arguments[0])
                .withLogin(arguments[1], arguments[2])
                .withAnswerTime(Duration.ofSeconds(5)));
    MetricsRuntime runtime = QuickRuntime.start(store, RULE);
    say(READY, "");
    Thread working = new Thread(() -> work(runtime));
    working.setDaemon(true);
    working.start();
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    runtime.close();
  }

  private static void work(MetricsRuntime runtime) {
    while (true) {
      runtime.metrics().count("http.request.count", 1, "route_id", "/a", "status_class", "5xx");
      AlertStatus status = runtime.alerts().status();
      if (status.isEvaluating() && status.evaluatedThrough() != null) {
        say(EVALUATES, Long.toString(status.evaluatedThrough().toEpochMilli()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static void say(String word, String rest) {
    System.out.println(word + " " + rest);
    System.out.flush();
  }
}
