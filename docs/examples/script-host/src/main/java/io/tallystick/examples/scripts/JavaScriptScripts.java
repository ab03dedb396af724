package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** JavaScript, by GraalJS in a stock virtual machine, which interprets it. */
final class JavaScriptScripts implements ScriptEngine {
  private static final String JS = "js";
  private static final Source PRELUDE = Source.newBuilder(JS, prelude(), "host").buildLiteral();

  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("js.ecmascript-version", "2023"),
          Map.entry("js.load", "false"),
          Map.entry("js.print", "false"),
          Map.entry("js.console", "false"),
          Map.entry("js.graal-builtin", "false"),
          Map.entry("js.polyglot-builtin", "false"),
          Map.entry("js.java-package-globals", "false"),
          Map.entry("js.global-arguments", "false"),
          Map.entry("js.disable-eval", "true"),
          Map.entry("js.shared-array-buffer", "false"),
          Map.entry("js.atomics", "false"),
          // A power of a large one goes on for hours in a single step that nothing interrupts.
          Map.entry("js.bigint", "false"),
          Map.entry("js.max-apply-argument-length", "10000"),
          Map.entry("js.unhandled-rejections", "throw"));

  private final ScriptLimits limits;
  private final Engine engine;

  JavaScriptScripts(ScriptLimits limits) {
    this.limits = limits;
    engine =
        Engine.newBuilder(JS)
            .sandbox(SandboxPolicy.TRUSTED)
            .option("engine.WarnInterpreterOnly", "false")
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .build();
    try (Context first = context()) {
      first.eval(PRELUDE); // what takes a second is no script's to wait for
    }
  }

  private static String prelude() {
    try (InputStream in = JavaScriptScripts.class.getResourceAsStream("prelude.js")) {
      byte[] bytes = Objects.requireNonNull(in, "prelude.js").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Nothing of the host, and nothing of the language that no limit reaches. */
  private Context context() {
    return Context.newBuilder(JS)
        .engine(engine)
        .allowHostAccess(HostAccess.NONE)
        .allowHostClassLookup(name -> false)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowIO(IOAccess.NONE)
        .allowEnvironmentAccess(EnvironmentAccess.NONE)
        .allowNativeAccess(false)
        .allowCreateProcess(false)
        .allowCreateThread(false)
        .allowExperimentalOptions(true)
        .options(OPTIONS)
        .option("js.string-length-limit", Integer.toString(limits.stringLength()))
        .option("js.max-typed-array-length", Integer.toString(limits.stringLength()))
        .resourceLimits(ResourceLimits.newBuilder().statementLimit(limits.steps(), null).build())
        .build();
  }

  @Override
  public ScriptOutcome run(Script script, UserMetrics metrics, Deadline deadline) {
    Context context;
    try {
      context = context();
    } catch (RuntimeException closed) {
      return ScriptOutcome.refused("The host is closed.");
    }
    try {
      install(context, metrics);
      deadline.begin(() -> close(context));
      Source source = Source.newBuilder(JS, script.text(), JavaScriptMessage.SOURCE).buildLiteral();
      return ScriptOutcome.completed(text(context.eval(source)));
    } catch (PolyglotException wrong) {
      return JavaScriptMessage.outcome(wrong, deadline, limits);
    } catch (StackOverflowError tooDeep) {
      return ScriptOutcome.failed(JavaScriptMessage.TOO_DEEP, 0);
    } catch (OutOfMemoryError tooMuch) {
      return ScriptOutcome.stopped(JavaScriptMessage.TOO_MUCH_MEMORY);
    } catch (RuntimeException ofTheEngine) {
      // Its text would name classes of the host.
      return deadline.isOver()
          ? ScriptOutcome.stopped(deadline.text())
          : ScriptOutcome.failed(JavaScriptMessage.OF_THE_ENGINE, 0);
    } finally {
      close(context);
    }
  }

  static void install(Context context, UserMetrics metrics) {
    Value install = context.eval(PRELUDE);
    JavaScriptMetricFunction count = new JavaScriptMetricFunction(MetricCall.COUNT, metrics);
    JavaScriptMetricFunction gauge = new JavaScriptMetricFunction(MetricCall.GAUGE, metrics);
    Value thrower = install.execute(count, gauge);
    count.throwBy(thrower);
    gauge.throwBy(thrower);
  }

  private static String text(Value result) {
    return result.isString() || result.isNumber() || result.isBoolean() ? result.toString() : "";
  }

  /** Ends what runs in it, waiting for that, and lets it go. */
  private static void close(Context context) {
    try {
      context.close(true);
    } catch (PolyglotException | IllegalStateException alreadyEnding) {
      // Whoever closes it at this moment too does the same.
      Objects.requireNonNull(alreadyEnding);
    }
  }

  @Override
  public void close() {
    try {
      engine.close(true);
    } catch (PolyglotException | IllegalStateException stillRunning) {
      Objects.requireNonNull(stillRunning); // daemon threads end with the process
    }
  }
}
