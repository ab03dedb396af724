package io.tallystick.core.query;

/**
 * What a question would touch, found without running it.
 *
 * <pre>{@code
 * if (reader.cost(question).rows() > 10_000) {
 *   askBeforeRunning(question);
 * }
 * }</pre>
 *
 * @param series how many series it is about
 * @param points how many stretches of time
 * @param rows how many buckets at most, if one writer wrote each series all the time
 */
public record Cost(long series, int points, long rows) {}
