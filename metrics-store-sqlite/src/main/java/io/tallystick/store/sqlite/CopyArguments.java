package io.tallystick.store.sqlite;

import java.util.Map;
import java.util.Optional;

/** What is to be copied from where to where. */
record CopyArguments(CopyAddress source, CopyAddress target) {
  private static final int ADDRESSES = 2;
  private static final int MOST = 4;

  /**
   * What the arguments say: each address, and behind that of a database perhaps a user.
   *
   * @return empty when they say nothing of that kind
   * @throws IllegalArgumentException when an address or a password is not as it must be; says so
   */
  static Optional<CopyArguments> parse(String[] arguments, Map<String, String> environment) {
    if (arguments.length < ADDRESSES || arguments.length > MOST) {
      return Optional.empty();
    }
    boolean hasSourceUser = hasSourceUser(arguments);
    int target = hasSourceUser ? 2 : 1;
    int left = arguments.length - target - 1;
    if (left < 0 || left > (CopyAddress.isDatabase(arguments[target]) ? 1 : 0)) {
      return Optional.empty();
    }
    String password = environment.get(CopyStore.PASSWORD);
    String ofSource = environment.get(CopyStore.SOURCE_PASSWORD);
    return Optional.of(
        new CopyArguments(
            new CopyAddress(
                arguments[0],
                hasSourceUser ? arguments[1] : null,
                ofSource == null ? password : ofSource),
            new CopyAddress(
                arguments[target], left == 1 ? arguments[target + 1] : null, password)));
  }

  /** What stands behind the URL of a database is a user if an address comes later. */
  private static boolean hasSourceUser(String[] arguments) {
    return CopyAddress.isDatabase(arguments[0])
        && (arguments.length == MOST
            || (arguments.length == MOST - 1 && !CopyAddress.isDatabase(arguments[1])));
  }
}
