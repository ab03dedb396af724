package io.tallystick.examples.scripts;

import io.tallystick.Metrics;
import io.tallystick.UserMetrics;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongUnaryOperator;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.LibFunction;

/** The loop in Lua. */
final class LuaLoop implements CallLoop {
  private static final ScriptLimits LIMITS =
      ScriptLimits.standard().steps(Long.MAX_VALUE).time(Duration.ofHours(1));

  private static final String LOOP =
      """
      local call, times = ...
      for i = 1, times do call('%s'%s) end
      """;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  @Override
  public String language() {
    return "Lua";
  }

  @Override
  public LongUnaryOperator nothing(boolean hasTag) {
    return loop(hasTag, new Nothing());
  }

  @Override
  public LongUnaryOperator counting(boolean hasTag, UserMetrics metrics) {
    return loop(hasTag, new LuaMetricFunction(MetricCall.COUNT, metrics));
  }

  private LongUnaryOperator loop(boolean hasTag, LuaValue function) {
    String text = LOOP.formatted(NAME, hasTag ? ", 1, {type = 'pdf'}" : "");
    LuaAllowance allowance = new LuaAllowance(LIMITS, new Deadline(clock, LIMITS.time(), () -> {}));
    return times -> {
      LuaAllowance.enter(allowance);
      try {
        LuaValue chunk =
            new LuaSandbox(Metrics.current().forTenant("nobody"), allowance).load(text);
        long start = System.nanoTime();
        chunk.invoke(LuaValue.varargsOf(function, LuaValue.valueOf((double) times)));
        return System.nanoTime() - start;
      } finally {
        LuaAllowance.leave();
      }
    };
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private static final class Nothing extends LibFunction {
    private static final LuaValue ANSWER = valueOf(MetricCall.ACCEPTED);

    @Override
    public LuaValue call(LuaValue name) {
      return ANSWER;
    }

    @Override
    public LuaValue call(LuaValue name, LuaValue value, LuaValue tags) {
      return ANSWER;
    }
  }
}
