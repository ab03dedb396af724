package io.tallystick.core.record;

/**
 * A sample that was recorded and is kept as it was.
 *
 * <pre>{@code
 * recording.kept().drain(sample -> show(sample.series().name(), sample.value()));
 * }</pre>
 *
 * @param series the series that it was added to
 * @param wallMillis when
 * @param value the amount of a counter, what a gauge then stood at, the sample of a histogram
 * @param share which part of the samples of its metric is kept
 */
public record KeptSample(Series series, long wallMillis, double value, double share) {}
