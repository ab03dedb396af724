package io.tallystick.architecture.faulty.circle.left;

import io.tallystick.architecture.faulty.circle.right.RightSide;

/** One half of a circle. */
public record LeftSide(RightSide other) {}
