package io.tallystick.core;

import java.util.Set;

/** The part of a {@link RuntimeBuilder} that says how much there may be. */
abstract sealed class RuntimeLimitsBuilder permits RuntimeBuilder {
  RuntimeLimitsBuilder() {}

  abstract <T> RuntimeBuilder set(Option<T> option, T value);

  /** The most series of one metric. */
  public RuntimeBuilder limitSeriesPerMetric(int value) {
    return set(Options.LIMIT_SERIES_PER_METRIC, value);
  }

  /** The most series of all metrics together. */
  public RuntimeBuilder limitSeriesInAll(int value) {
    return set(Options.LIMIT_SERIES_IN_ALL, value);
  }

  /** The most metric names. */
  public RuntimeBuilder limitNamesInAll(int value) {
    return set(Options.LIMIT_NAMES_IN_ALL, value);
  }

  /** The most tags of one series. */
  public RuntimeBuilder limitTagsPerSeries(int value) {
    return set(Options.LIMIT_TAGS_PER_SERIES, value);
  }

  /** The longest metric name. */
  public RuntimeBuilder limitNameLength(int value) {
    return set(Options.LIMIT_NAME_LENGTH, value);
  }

  /** The longest tag key. */
  public RuntimeBuilder limitKeyLength(int value) {
    return set(Options.LIMIT_KEY_LENGTH, value);
  }

  /** The longest tag value. */
  public RuntimeBuilder limitValueLength(int value) {
    return set(Options.LIMIT_VALUE_LENGTH, value);
  }

  /** Whether a sample with what is too long or too many is refused; else the surplus is cut. */
  public RuntimeBuilder limitRefuseExcess(boolean value) {
    return set(Options.LIMIT_REFUSE_EXCESS, value);
  }

  /** Tag keys that are denied beside the built-in ones. */
  public RuntimeBuilder limitDeniedKeys(Set<String> value) {
    return set(Options.LIMIT_DENIED_KEYS, value);
  }

  /** The most series of one tenant. */
  public RuntimeBuilder limitTenantSeries(int value) {
    return set(Options.LIMIT_TENANT_SERIES, value);
  }

  /** The most points that one tenant records in a minute. */
  public RuntimeBuilder limitTenantPointsPerMinute(int value) {
    return set(Options.LIMIT_TENANT_POINTS_PER_MINUTE, value);
  }

  /** The most tags of one tenant's series. */
  public RuntimeBuilder limitTenantTagsPerSeries(int value) {
    return set(Options.LIMIT_TENANT_TAGS_PER_SERIES, value);
  }

  /** The longest name of a tenant's metric, its prefix included. */
  public RuntimeBuilder limitTenantNameLength(int value) {
    return set(Options.LIMIT_TENANT_NAME_LENGTH, value);
  }

  /** The longest tag key of a tenant. */
  public RuntimeBuilder limitTenantKeyLength(int value) {
    return set(Options.LIMIT_TENANT_KEY_LENGTH, value);
  }

  /** The longest tag value of a tenant. */
  public RuntimeBuilder limitTenantValueLength(int value) {
    return set(Options.LIMIT_TENANT_VALUE_LENGTH, value);
  }

  /** Memory, in bytes, for counters, gauges and what threads record into. */
  public RuntimeBuilder budgetCells(long value) {
    return set(Options.BUDGET_CELLS, value);
  }

  /** Memory, in bytes, for histograms. */
  public RuntimeBuilder budgetHistograms(long value) {
    return set(Options.BUDGET_HISTOGRAMS, value);
  }

  /** Memory, in bytes, for buckets that wait for the store. */
  public RuntimeBuilder budgetBacklog(long value) {
    return set(Options.BUDGET_BACKLOG, value);
  }

  /** The most points of an answer. */
  public RuntimeBuilder limitQueryPoints(int value) {
    return set(Options.LIMIT_QUERY_POINTS, value);
  }

  /** The most groups of series of an answer. */
  public RuntimeBuilder limitQueryGroups(int value) {
    return set(Options.LIMIT_QUERY_GROUPS, value);
  }

  /** The most buckets that are added up for an answer. */
  public RuntimeBuilder limitQueryRows(int value) {
    return set(Options.LIMIT_QUERY_ROWS, value);
  }
}
