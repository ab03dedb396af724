package io.tallystick.store.jdbc;

/** Runs work on the database: one who writes at a time, any number that read. */
interface Sessions {
  /**
   * Does work in a transaction, which is kept whole when the work returns and not at all when it
   * throws. Work may commit on its way what stands for itself.
   *
   * @param doing what is said to fail if it does, such as "write buckets"
   */
  <T> T write(String doing, Work<T> work);

  /** Does work that only reads. */
  <T> T read(String doing, Work<T> work);

  /** Throws for good once all is closed. */
  void requireOpen(String doing);

  /** Gives room back that a purge made, in little time. */
  void tidy();

  /** Ends what waits and closes all connections, within a bounded time. */
  void close();
}
