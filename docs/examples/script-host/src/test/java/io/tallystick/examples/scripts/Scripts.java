package io.tallystick.examples.scripts;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.Reading;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A host with a runtime in memory; scripts of tenants run in it. */
final class Scripts implements AutoCloseable {
  /** Far more than any script of the tests takes. */
  private static final long PATIENCE_SECONDS = 120;

  private final MetricsRuntime runtime;
  private final ScriptRunner runner;

  Scripts(ScriptLimits limits) {
    this(
        MetricsRuntime.builder().installed(false).collectionOff(Set.of("all")).build().start(),
        limits);
  }

  Scripts(MetricsRuntime runtime, ScriptLimits limits) {
    this.runtime = runtime;
    runner = new ScriptRunner(runtime.metrics(), limits);
  }

  MetricsRuntime runtime() {
    return runtime;
  }

  ScriptRunner runner() {
    return runner;
  }

  ScriptOutcome lua(String text) {
    return outcome(start("acme", ScriptLanguage.LUA, text));
  }

  ScriptOutcome js(String text) {
    return outcome(start("acme", ScriptLanguage.JAVASCRIPT, text));
  }

  ScriptOutcome run(ScriptLanguage language, String text) {
    return outcome(start("acme", language, text));
  }

  CompletableFuture<ScriptOutcome> start(String tenant, ScriptLanguage language, String text) {
    return runner.run(new Script(tenant, "test", language, text));
  }

  static ScriptOutcome outcome(CompletableFuture<ScriptOutcome> future) {
    return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** What one tenant recorded in all, of a metric whose name is its own. */
  double counted(String tenant, String name) {
    String key = runtime.keyedHash().apply(tenant);
    return runtime.snapshot().series().stream()
        .filter(live -> key.equals(live.series().tenant()))
        .filter(live -> live.series().name().equals("user." + name))
        .mapToDouble(live -> live.total() instanceof Reading.OfCounter counter ? counter.sum() : 0)
        .sum();
  }

  long series(String tenant) {
    String key = runtime.keyedHash().apply(tenant);
    return runtime.snapshot().series().stream()
        .filter(live -> key.equals(live.series().tenant()))
        .count();
  }

  @Override
  public void close() {
    runner.close();
    runtime.close();
  }
}
