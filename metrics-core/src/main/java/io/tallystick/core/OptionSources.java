package io.tallystick.core;

import java.util.HashMap;
import java.util.Map;

/**
 * What stands outside the code: system properties and the environment, as they were when asked.
 *
 * @param properties system properties by name
 * @param environment environment variables by name
 */
record OptionSources(Map<String, String> properties, Map<String, String> environment) {
  static final OptionSources NONE = new OptionSources(Map.of(), Map.of());

  OptionSources {
    properties = Map.copyOf(properties);
    environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  static OptionSources ofThisProcess() {
    Map<String, String> properties = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      String value = System.getProperty(name);
      if (value != null) {
        properties.put(name, value);
      }
    }
    return new OptionSources(properties, System.getenv());
  }
}
