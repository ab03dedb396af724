package io.tallystick.store.jdbc;

/** Something of steps, which can be taken apart. */
interface Sliced<T> {
  boolean isEmpty();

  /** So many steps of it, from the first on. */
  T first(long most);

  /** What is left behind a first part. */
  T after(T done);
}
