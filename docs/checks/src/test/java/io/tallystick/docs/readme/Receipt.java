package io.tallystick.docs.readme;

/** That it was paid. */
record Receipt(String number) {}
