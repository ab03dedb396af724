package io.tallystick.examples.scripts;

import io.tallystick.Metrics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Gives each tenant's scripts their turn: one at a time of each tenant, a few at once in all, each
 * on a thread of its own.
 *
 * <p>Tenants take turns, so whoever has many scripts waits for himself. Who lets more wait than is
 * allowed is refused. A script that an engine cannot stop keeps its thread and its tenant's turn,
 * and another thread takes its place, until as many are left behind as may run at once.
 */
final class ScriptRunner implements AutoCloseable {
  private static final long STACK_BYTES = 4L << 20;

  private final Metrics metrics;
  private final ScriptLimits limits;
  private final Map<ScriptLanguage, ScriptEngine> engines;
  private final ScheduledThreadPoolExecutor clock;
  private final Map<String, Turns> tenants = new HashMap<>();
  private final Deque<Turns> ready = new ArrayDeque<>();
  private int running;
  private int leftBehind;
  private boolean isClosed;

  /** Makes both engines, which takes a second. */
  ScriptRunner(Metrics metrics, ScriptLimits limits) {
    this.metrics = metrics;
    this.limits = limits;
    engines =
        Map.of(
            ScriptLanguage.LUA, new LuaScripts(limits),
            ScriptLanguage.JAVASCRIPT, new JavaScriptScripts(limits));
    clock = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "script-clock"));
    clock.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs a script when it is its tenant's turn; never waits and never fails. */
  CompletableFuture<ScriptOutcome> run(Script script) {
    if (script.text().length() > limits.scriptLength()) {
      return refused(
          "The script has %,d characters and may have %,d."
              .formatted(script.text().length(), limits.scriptLength()));
    }
    synchronized (this) {
      Turns turns = tenants.computeIfAbsent(script.tenant(), tenant -> new Turns());
      if (isClosed || turns.waiting.size() >= limits.waiting()) {
        return refused(
            isClosed
                ? "The host is closed."
                : "%d scripts of this tenant wait already.".formatted(limits.waiting()));
      }
      Run run = new Run(script, turns);
      turns.waiting.add(run);
      if (!turns.isTaken && turns.waiting.size() == 1) {
        ready.add(turns);
      }
      startThoseThatCan();
      return run.outcome;
    }
  }

  private static CompletableFuture<ScriptOutcome> refused(String why) {
    return CompletableFuture.completedFuture(ScriptOutcome.refused(why));
  }

  private void startThoseThatCan() {
    while (running < limits.threads() && !ready.isEmpty()) {
      Turns turns = ready.remove();
      Run run = turns.waiting.remove();
      turns.isTaken = true;
      running++;
      daemon(run, "script-of-a-tenant").start();
    }
  }

  private synchronized void ended(Run run) {
    if (run.isLeftBehind) {
      leftBehind--;
    } else {
      running--;
    }
    run.turns.isTaken = false;
    if (!run.turns.waiting.isEmpty()) {
      ready.add(run.turns);
    } else {
      tenants.remove(run.script.tenant());
    }
    startThoseThatCan();
  }

  /** Whoever waits for the outcome gets one, and if there may be one more thread it is started. */
  private synchronized void leaveBehind(Run run) {
    if (!run.outcome.complete(ScriptOutcome.stopped(run.deadline.text()))) {
      return; // it ended at this very moment
    }
    if (leftBehind < limits.threads()) {
      run.isLeftBehind = true;
      leftBehind++;
      running--;
      startThoseThatCan();
    }
  }

  /** How many scripts run that no engine could stop. */
  synchronized int leftBehind() {
    return leftBehind;
  }

  /**
   * Runs nothing more; scripts that run are stopped by their limits, and those that wait, refused.
   */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      ready.clear();
      for (Turns turns : tenants.values()) {
        turns.waiting.forEach(
            run -> run.outcome.complete(ScriptOutcome.refused("The host is closed.")));
        turns.waiting.clear();
      }
    }
    engines.values().forEach(ScriptEngine::close);
    clock.shutdownNow();
  }

  /** What waits of one tenant; the runner's lock guards it. */
  private static final class Turns {
    private final Deque<Run> waiting = new ArrayDeque<>();
    private boolean isTaken;
  }

  private final class Run implements Runnable {
    private final Script script;
    private final Turns turns;
    private final CompletableFuture<ScriptOutcome> outcome = new CompletableFuture<>();
    private final Deadline deadline;
    private boolean isLeftBehind;

    Run(Script script, Turns turns) {
      this.script = script;
      this.turns = turns;
      deadline = new Deadline(clock, limits.time(), () -> leaveBehind(this));
    }

    @Override
    public void run() {
      ScriptOutcome became = ScriptOutcome.failed("The host could not run the script.", 0);
      try {
        ScriptEngine engine = engines.get(script.language());
        if (engine != null) {
          became = engine.run(script, metrics.forTenant(script.tenant()), deadline);
        }
      } finally {
        deadline.end();
        // The tenant's turn first: who sees the outcome may send the next one.
        finish(became);
      }
    }

    private void finish(ScriptOutcome became) {
      synchronized (ScriptRunner.this) {
        ended(this);
        outcome.complete(became);
      }
    }
  }
}
