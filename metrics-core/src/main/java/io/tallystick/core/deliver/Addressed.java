package io.tallystick.core.deliver;

/** A message on its way to one listener. */
record Addressed(AlertMessage message, AlertListener listener) {}
