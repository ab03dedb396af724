package io.tallystick.architecture.faulty.names;

/** Names that say nothing, and some that only look like them. */
final class Names {
  static final class TextUtil {}

  static final class TextUtils {}

  static final class TagHelper {}

  static final class PoolManager {}

  static final class StoreImpl {}

  static final class StoreBase {}

  static final class RowCommon {}

  interface IStore {}

  static final class DTimer {}

  static final class DefaultStore {}

  static final class SpiStore {}

  static final class Default {}

  static final class Ipv4Form {}

  static final class Database {}

  static final class Dialect {}

  static final class Implied {}

  static final class Defaults {}

  static final class Spike {}
}
