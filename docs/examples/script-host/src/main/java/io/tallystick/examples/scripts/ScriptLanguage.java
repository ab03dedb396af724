package io.tallystick.examples.scripts;

import java.util.Arrays;
import java.util.Optional;

/** What a script is written in, which the name of its file says. */
enum ScriptLanguage {
  LUA(".lua"),
  JAVASCRIPT(".js");

  private final String ending;

  ScriptLanguage(String ending) {
    this.ending = ending;
  }

  static Optional<ScriptLanguage> ofFile(String name) {
    return Arrays.stream(values()).filter(language -> name.endsWith(language.ending)).findFirst();
  }
}
