package io.tallystick.guard;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The guard before every new series: its name, its tags, and what their values may hold.
 *
 * <p>A system metric keeps its sample wherever that is safe: a denied or unlisted tag is dropped, a
 * value that looks like personal data becomes {@code redacted}, what is too long is cut (or
 * refused, as {@link GuardLimits#refusesExcess()} says). A tenant's metric is refused by the first
 * rule that it breaks, and the decision says which and why. Control characters become U+FFFD for
 * both.
 *
 * <p>Immutable, safe for any thread, never throws on what the array holds, and takes time linear in
 * the number of tags, however long their values are.
 *
 * <pre>{@code
 * SeriesGuard guard = SeriesGuard.forSystem(GuardLimits.standard());
 * GuardedSeries series = guard.admit("orders.count", null, "status", "paid");
 * }</pre>
 */
public final class SeriesGuard {
  /** What the names of tenants' metrics start with. */
  public static final String TENANT_PREFIX = "user.";

  private final GuardLimits limits;
  private final boolean forTenants;

  private SeriesGuard(GuardLimits limits, boolean forTenants) {
    this.limits = limits;
    this.forTenants = forTenants;
  }

  /** The guard of the application's own metrics. */
  public static SeriesGuard forSystem(GuardLimits limits) {
    return new SeriesGuard(limits, false);
  }

  /** The guard of tenants' metrics: names get the prefix {@code user.}, faults are refused. */
  public static SeriesGuard forTenants(GuardLimits limits) {
    return new SeriesGuard(limits, true);
  }

  /**
   * Decides on a series.
   *
   * @param name the metric name; null is refused
   * @param listedKeys the tag keys that the metric's descriptor lists, or null without a descriptor
   * @param tags keys and values in turn; a null among them or a key without a value breaks a rule
   */
  public GuardedSeries admit(
      @Nullable String name, @Nullable Set<String> listedKeys, @Nullable String... tags) {
    TagAdmission admission = new TagAdmission(limits, listedKeys, forTenants);
    String fullName = forTenants ? withTenantPrefix(name) : name;
    Decision named = checkName(fullName, listedKeys != null);
    if (fullName == null || !named.isAccepted()) {
      return GuardedSeries.refused(named, admission.hits());
    }
    for (int i = 0; i < tags.length; i += 2) {
      Decision added = admission.add(tags[i], i + 1 < tags.length ? tags[i + 1] : null);
      if (!added.isAccepted()) {
        return GuardedSeries.refused(added, admission.hits());
      }
    }
    Decision counted = admission.limitCount();
    return counted.isAccepted()
        ? new GuardedSeries(counted, fullName, admission.tags(), admission.hits())
        : GuardedSeries.refused(counted, admission.hits());
  }

  private Decision checkName(@Nullable String name, boolean described) {
    Decision formed = NamingRule.checkName(name, limits.maxNameLength());
    if (name == null || !formed.isAccepted() || forTenants || described) {
      return formed;
    }
    return name.startsWith(TENANT_PREFIX)
        ? Decision.refused(
            Rule.NAME_RESERVED,
            "The metric name %s starts with user., which belongs to tenants: choose another name, or"
                + " register a descriptor for it.",
            PiiFilter.quoted(name))
        : formed;
  }

  private static @Nullable String withTenantPrefix(@Nullable String name) {
    return name == null || name.startsWith(TENANT_PREFIX) ? name : TENANT_PREFIX.concat(name);
  }
}
