package io.tallystick.docs.readme;

/** What somebody pays for. */
record Order(int size, String channel) {}
