package io.tallystick.architecture.faulty.unmarked;

/** Lives in a package without a package-info. */
final class NobodyKnowsAboutNull {}
