package io.tallystick;

/**
 * A runtime's place behind {@link Metrics#current()}, from {@link #install} to {@link #close}.
 *
 * <p>For the runtime of Tallystick alone: applications start and close a runtime, which does this
 * for them. There is one installed runtime at a time.
 *
 * <pre>{@code
 * // in the runtime's start(), and in its close()
 * installation = Installation.install(this);
 * installation.close();
 * }</pre>
 */
public final class Installation implements AutoCloseable {
  private static final String RUNTIME_PACKAGE = "io.tallystick.core";

  private final RuntimeDoor door;
  private final Metrics runtime;

  Installation(RuntimeDoor door, Metrics runtime) {
    this.door = door;
    this.runtime = runtime;
    door.install(runtime);
  }

  /**
   * Puts a runtime behind {@link Metrics#current()} and binds every handle made from it.
   *
   * @throws IllegalStateException when a runtime is installed already
   * @throws IllegalCallerException when called by anything but the runtime
   */
  public static Installation install(Metrics runtime) {
    Class<?> caller =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
    if (!caller.getPackageName().equals(RUNTIME_PACKAGE)) {
      throw new IllegalCallerException(
          caller
              .getName()
              .concat(
                  " called install, which is for the runtime alone: start a MetricsRuntime, it"
                      + " installs itself."));
    }
    return new Installation(LateBoundMetrics.INSTANCE.door(), runtime);
  }

  /** Takes the runtime away; every handle goes quiet. Does nothing the second time. */
  @Override
  public void close() {
    door.remove(runtime);
  }
}
