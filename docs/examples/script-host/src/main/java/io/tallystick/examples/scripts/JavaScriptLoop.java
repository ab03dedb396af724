package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;
import java.util.function.LongUnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** The loop in JavaScript. */
final class JavaScriptLoop implements CallLoop {
  private static final String LOOP =
      "(function (call, times) { for (let i = 0; i < times; i++) call('%s'%s); })";

  private final Engine engine =
      Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();

  @Override
  public String language() {
    return "JavaScript";
  }

  @Override
  public LongUnaryOperator nothing(boolean hasTag) {
    Context context = Context.newBuilder("js").engine(engine).build();
    return loop(context, hasTag, context.asValue((ProxyExecutable) args -> MetricCall.ACCEPTED));
  }

  @Override
  public LongUnaryOperator counting(boolean hasTag, UserMetrics metrics) {
    Context context = Context.newBuilder("js").engine(engine).build();
    JavaScriptScripts.install(context, metrics);
    return loop(context, hasTag, context.eval("js", "helpers.metrics.count"));
  }

  /** A script's function is compiled once by whoever runs it, so each loop is one of its own. */
  private static LongUnaryOperator loop(Context context, boolean hasTag, Value function) {
    Value loop = context.eval("js", LOOP.formatted(NAME, hasTag ? ", 1, {type: 'pdf'}" : ""));
    return times -> {
      long start = System.nanoTime();
      loop.executeVoid(function, times);
      return System.nanoTime() - start;
    };
  }

  @Override
  public void close() {
    engine.close(true);
  }
}
