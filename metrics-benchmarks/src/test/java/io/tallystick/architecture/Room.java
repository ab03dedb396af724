package io.tallystick.architecture;

/**
 * A package and what it may import beside the JDK, JSpecify and itself, in the words of its
 * package-info.
 */
record Room(String name, String mayImport) {

  static Room room(String name, String mayImport) {
    return new Room(name, mayImport);
  }
}
