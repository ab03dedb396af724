package io.tallystick.guard;

import org.jspecify.annotations.Nullable;

/**
 * How much one tenant may record, so that no tenant takes from another.
 *
 * <p>Pure: the counts are the caller's, kept apart for each tenant.
 *
 * <pre>{@code
 * TenantLimits limits = TenantLimits.standard();
 * limits.decidePoint(600).rule(); // TENANT_RATE: 600 points in this minute are there already
 * }</pre>
 *
 * @param text how many and how long a tenant's names, keys and values may be; see {@link
 *     SeriesGuard#forTenants}
 * @param series the most series of one tenant
 * @param pointsPerMinute the most points that one tenant records in a minute
 */
public record TenantLimits(GuardLimits text, int series, int pointsPerMinute) {
  private static final int MOST = 1_000_000;

  /** Checks every limit. */
  public TenantLimits {
    java.util.Objects.requireNonNull(text, "text");
    GuardLimits.requireWithin("series", series, 1, MOST);
    GuardLimits.requireWithin("pointsPerMinute", pointsPerMinute, 1, MOST);
  }

  /** The standard text limits, 100 series, 600 points a minute. */
  public static TenantLimits standard() {
    return new TenantLimits(GuardLimits.standard(), 100, 600);
  }

  /** Whether a text can be a tenant's id: anything but null and blanks. */
  public static Decision checkTenant(@Nullable String tenantId) {
    return tenantId == null || tenantId.isBlank()
        ? Decision.refused(
            Rule.TENANT_MISSING, "The tenant id is null or blank: say whose metric it is.")
        : Decision.accepted();
  }

  /**
   * Whether a tenant may have one more series.
   *
   * @param ofTenant how many series the tenant has
   */
  public Decision decideSeries(int ofTenant) {
    return Decision.room(Rule.TENANT_SERIES, "The tenant", ofTenant, series, "series");
  }

  /**
   * Whether a tenant may record one more point.
   *
   * @param inThisMinute how many points the tenant recorded in the current minute
   */
  public Decision decidePoint(int inThisMinute) {
    return Decision.room(
        Rule.TENANT_RATE, "The tenant", inThisMinute, pointsPerMinute, "points in this minute");
  }
}
