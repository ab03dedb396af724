package io.tallystick.core;

import io.tallystick.Tags;
import io.tallystick.core.record.Recording;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.Decision;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.NamingRule;
import io.tallystick.guard.SeriesGuard;
import io.tallystick.guard.TenantLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The limits of what may be recorded.
 *
 * @param guard of the application's own names and tags
 * @param cardinality of the numbers of series and names
 * @param tenant of one tenant
 */
record RuntimeLimits(GuardLimits guard, CardinalityLimit cardinality, TenantLimits tenant) {
  static RuntimeLimits resolve(OptionResolver resolver) {
    Set<String> deniedKeys = resolver.resolve(Options.LIMIT_DENIED_KEYS).value();
    return new RuntimeLimits(
        guard(resolver, deniedKeys), cardinality(resolver), tenant(resolver, deniedKeys));
  }

  /** Notes a problem when the guards would drop, cut or replace a tag that every series has. */
  void checkConstantTags(OptionResolver resolver, GivenOption<Tags> tags) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, String> tag : tags.value()) {
      pairs.add(tag.getKey());
      pairs.add(tag.getValue());
    }
    GuardedSeries guarded =
        SeriesGuard.forTenants(ofTags()).admit("option.tags", null, pairs.toArray(new String[0]));
    Decision decision = guarded.decision();
    if (!decision.isAccepted()) {
      resolver.add("%s cannot be used. %s".formatted(tags.origin(), decision.reason()));
    } else if (!guarded.tags().equals(pairs)) {
      resolver.add(
          "%s cannot be used. A value has control characters: leave them out."
              .formatted(tags.origin()));
    }
    checkOwnKeys(resolver, tags);
    checkTogether(resolver, tags);
  }

  /** A series that recording makes must differ from one without its tag in the store too. */
  private static void checkOwnKeys(OptionResolver resolver, GivenOption<Tags> tags) {
    for (String key : new TreeSet<>(Recording.OWN_KEYS)) {
      if (tags.value().get(key) != null) {
        resolver.add(
            "%s cannot be used. The tag %s tells series of the runtime's own apart: choose another key."
                .formatted(tags.origin(), key));
      }
    }
  }

  private void checkTogether(OptionResolver resolver, GivenOption<Tags> tags) {
    int ofSeries = Math.max(guard.maxTags(), tenant.text().maxTags());
    int constant = tags.value().size();
    if (constant + ofSeries > GuardLimits.MAX_TAGS) {
      resolver.add(
          "%s cannot be used. With its %d tags a series may have %d, at most %d are possible: give fewer, or lower the limits of tags per series."
              .formatted(tags.origin(), constant, constant + ofSeries, GuardLimits.MAX_TAGS));
    }
  }

  /** The tags' limits with room for any name: only a guard that refuses says why. */
  private GuardLimits ofTags() {
    return new GuardLimits(
        guard.maxTags(),
        NamingRule.MAX_NAME_LENGTH,
        guard.maxKeyLength(),
        guard.maxValueLength(),
        true,
        guard.deniedKeys());
  }

  private static GuardLimits guard(OptionResolver resolver, Set<String> deniedKeys) {
    return new GuardLimits(
        resolver.resolve(Options.LIMIT_TAGS_PER_SERIES).value(),
        resolver.resolve(Options.LIMIT_NAME_LENGTH).value(),
        resolver.resolve(Options.LIMIT_KEY_LENGTH).value(),
        resolver.resolve(Options.LIMIT_VALUE_LENGTH).value(),
        resolver.resolve(Options.LIMIT_REFUSE_EXCESS).value(),
        deniedKeys);
  }

  /** The defaults stand in where two numbers contradict each other: then nothing starts anyway. */
  private static CardinalityLimit cardinality(OptionResolver resolver) {
    GivenOption<Integer> perMetric = resolver.resolve(Options.LIMIT_SERIES_PER_METRIC);
    GivenOption<Integer> inAll = resolver.resolve(Options.LIMIT_SERIES_IN_ALL);
    GivenOption<Integer> names = resolver.resolve(Options.LIMIT_NAMES_IN_ALL);
    boolean seriesFit = fits(resolver, perMetric, inAll);
    boolean namesFit = fits(resolver, names, inAll);
    return seriesFit && namesFit
        ? new CardinalityLimit(perMetric.value(), inAll.value(), names.value())
        : CardinalityLimit.standard();
  }

  private static boolean fits(
      OptionResolver resolver, GivenOption<Integer> part, GivenOption<Integer> whole) {
    boolean fits = part.value() <= whole.value();
    if (!fits) {
      resolver.add(
          "%s. %s: choose no more of the first than of the second."
              .formatted(part.sentence(), whole.sentence()));
    }
    return fits;
  }

  private static TenantLimits tenant(OptionResolver resolver, Set<String> deniedKeys) {
    GuardLimits text =
        new GuardLimits(
            resolver.resolve(Options.LIMIT_TENANT_TAGS_PER_SERIES).value(),
            resolver.resolve(Options.LIMIT_TENANT_NAME_LENGTH).value(),
            resolver.resolve(Options.LIMIT_TENANT_KEY_LENGTH).value(),
            resolver.resolve(Options.LIMIT_TENANT_VALUE_LENGTH).value(),
            TenantLimits.standard().text().refusesExcess(),
            deniedKeys);
    return new TenantLimits(
        text,
        resolver.resolve(Options.LIMIT_TENANT_SERIES).value(),
        resolver.resolve(Options.LIMIT_TENANT_POINTS_PER_MINUTE).value());
  }
}
