package io.tallystick.core.record;

/** Makes virtual threads where the JDK has them, and daemon threads elsewhere. */
final class VirtualThread {
  private VirtualThread() {}

  /** A thread that was not started. */
  static Thread of(Runnable work) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      return (Thread) type.getMethod("unstarted", Runnable.class).invoke(builder, work);
    } catch (NoSuchMethodException olderThan21) {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
