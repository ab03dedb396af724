package io.tallystick.servlet.json;

import java.util.Map;

/** What is known of clients beside their metrics, by the hash that stands for each. */
interface ClientNames {
  /** The name that authorised readers are shown; the short hash where nobody knows one. */
  String shown(String client);

  /** How much of its limit each client used in the fullest of the last five minutes, in percent. */
  Map<String, Double> utilisation();
}
