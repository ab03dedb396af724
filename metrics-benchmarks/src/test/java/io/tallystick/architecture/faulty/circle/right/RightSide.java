package io.tallystick.architecture.faulty.circle.right;

import io.tallystick.architecture.faulty.circle.left.LeftSide;

/** One half of a circle. */
public record RightSide(LeftSide other) {}
