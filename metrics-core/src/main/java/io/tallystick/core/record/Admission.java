package io.tallystick.core.record;

import io.tallystick.MetricKind;
import io.tallystick.core.record.Remembered.Verdict;
import io.tallystick.guard.Decision;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.Rule;
import io.tallystick.guard.SeriesGuard;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides on a name and tags that the table does not know: finds their series under its other
 * names, lets a new one in, leads it to its metric's overflow series, or refuses it.
 *
 * <p>A recording call comes here only for what it did not find, and what is decided is found the
 * next time: in the table, as a full metric, or among what is {@link Remembered}. The guards run
 * without a lock.
 */
final class Admission {
  /** A refusal whose sentence nobody would read. */
  private static final Decision KIND_CONFLICT = Decision.refused(Rule.KIND_CONFLICT, "");

  private final SeriesGuard guard;
  private final ConstantTags constantTags;
  private final SeriesRegistry registry;
  private final SeriesMaker maker;
  private final SelfCounts selfCounts;
  private final KeyedHash hash;

  /** Why there can be no more names, once that is so; it stays so. */
  private volatile @Nullable Decision noMoreNames;

  /** Replaced when series go, so that what was decided before that is not kept after it. */
  private volatile Remembered remembered = new Remembered();

  Admission(
      SeriesGuard guard,
      ConstantTags constantTags,
      SeriesRegistry registry,
      SeriesMaker maker,
      SelfCounts selfCounts,
      KeyedHash hash) {
    this.guard = guard;
    this.constantTags = constantTags;
    this.registry = registry;
    this.maker = maker;
    this.selfCounts = selfCounts;
    this.hash = hash;
  }

  /** The overflow series of a metric that takes no unknown tags any more, or null. */
  @Nullable Series overflowIfFull(MetricKind kind, @Nullable String name) {
    Metric metric = registry.metric(name);
    if (metric == null || !metric.isFull()) {
      return null;
    }
    Series overflow = metric.overflow();
    if (overflow == null || overflow.kind() != kind) {
      return null;
    }
    selfCounts.overflowed(metric);
    return overflow;
  }

  /** How a metric's callers write its tags; null for the order of the keys. */
  @Nullable TagOrder order(String name) {
    Metric metric = registry.metric(name);
    return metric == null ? null : metric.order();
  }

  /** Where samples of a kind, name and tags go that the table does not know; maybe nowhere. */
  Series admit(MetricKind kind, @Nullable String name, @Nullable String... pairs) {
    KeyedHash.Key key = hash.hash(name, pairs);
    Remembered memory = remembered;
    Verdict verdict = memory.find(key);
    if (verdict == null || selfCounts.wantsReason(verdict.refusal())) {
      verdict = decide(kind, key, name, pairs);
      settle(verdict, name, pairs);
      if (verdict.isToKeep()) {
        memory.keep(verdict.withoutReason());
      }
    }
    selfCounts.changed(verdict.changes(), name);
    Series series = verdict.series();
    if (series == null) {
      selfCounts.refused(verdict.refusal());
      return maker.nowhere(kind);
    }
    if (series.kind() != kind) {
      selfCounts.refused(kindConflict(series.metric(), kind));
      return maker.nowhere(kind);
    }
    return series;
  }

  /**
   * Where samples go that come late to a series that is out of use; maybe nowhere. As {@link
   * #admit}, but for the thread that drains, where nothing may throw, not even when recording is
   * strict.
   */
  Series successor(Series gone) {
    String[] pairs = gone.pairs();
    KeyedHash.Key key = hash.hash(gone.name(), pairs);
    Verdict verdict = decide(gone.kind(), key, gone.name(), pairs);
    Series series = verdict.series();
    if (series == null || series.kind() != gone.kind()) {
      selfCounts.answered(verdict.refusal());
      return maker.nowhere(gone.kind());
    }
    if (!verdict.refusal().isAccepted()) {
      selfCounts.overflowed(series.metric());
    }
    return series;
  }

  /** Forgets where tags led to, because series are gone. */
  void forget() {
    remembered = new Remembered();
  }

  private Verdict decide(
      MetricKind kind, KeyedHash.Key key, @Nullable String name, @Nullable String[] pairs) {
    Metric metric = registry.metric(name);
    Decision known = metric == null ? decideName() : decideKind(metric, kind);
    if (!known.isAccepted()) {
      return new Verdict(key, null, known, List.of(), false);
    }
    GuardedSeries guarded =
        guard.admit(
            metric == null ? name : metric.name(),
            metric == null ? null : metric.listedKeys(),
            pairs);
    if (name == null || !guarded.decision().isAccepted()) {
      return new Verdict(key, null, guarded.decision(), guarded.hits(), true);
    }
    SeriesRegistry.Entered entered =
        registry.enter(kind, guarded.name(), constantTags.besides(guarded), pairs);
    boolean isToKeep = entered.decision().isAccepted() && !guarded.hits().isEmpty();
    return new Verdict(key, entered.series(), entered.decision(), guarded.hits(), isToKeep);
  }

  private Decision decideName() {
    Decision decided = noMoreNames;
    if (decided == null) {
      decided = registry.decideName();
      noMoreNames = decided.isAccepted() ? null : decided;
    }
    return decided;
  }

  private Decision decideKind(Metric metric, MetricKind kind) {
    return metric.allows(kind) ? Decision.accepted() : kindConflict(metric, kind);
  }

  /** With its sentence only where that is read, so that a flood of such calls stays cheap. */
  private Decision kindConflict(Metric metric, MetricKind kind) {
    return selfCounts.wantsReason(KIND_CONFLICT) ? metric.kindConflict(kind) : KIND_CONFLICT;
  }

  /**
   * Counts a sample that was led elsewhere, and lets the next call find what has its own series.
   */
  private void settle(Verdict verdict, @Nullable String name, @Nullable String[] pairs) {
    Series series = verdict.series();
    if (series == null || name == null) {
      return;
    }
    if (!verdict.refusal().isAccepted()) {
      selfCounts.diverted(verdict.refusal());
      selfCounts.overflowed(series.metric());
    } else if (verdict.changes().isEmpty()
        && !(series.name().equals(name) && Arrays.equals(series.pairs(), pairs))) {
      registry.enterOtherwiseWritten(series, name, pairs.clone());
    }
  }
}
