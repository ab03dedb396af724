package io.tallystick.core.query;

/**
 * What an answer belongs to.
 *
 * @param what which kind of answer
 * @param question everything that tells it from other questions of the kind
 */
record Asked(String what, Object question) {}
