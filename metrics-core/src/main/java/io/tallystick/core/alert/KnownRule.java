package io.tallystick.core.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule that there is.
 *
 * <pre>{@code
 * alerts.rules().forEach(rule -> show(rule.definition().name(), rule.lastFiredAt()));
 * }</pre>
 *
 * @param id tells it from other rules
 * @param version how often it was changed, from 1; who changes it says which one that was
 * @param definition what it looks at
 * @param isReadOnly whether it comes from code or a file, and is changed there only
 * @param createdBy who made it; {@code code} or {@code file} of those
 * @param createdAt when it was made, of those when the runtime was
 * @param updatedAt when it was changed last
 * @param lastFiredAt when it fired last; null while it never did. Of one from code or a file its
 *     events tell, so it is null where the rules are read to be evaluated
 */
public record KnownRule(
    String id,
    long version,
    RuleDefinition definition,
    boolean isReadOnly,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastFiredAt) {
  KnownRule firedAt(Instant time) {
    return new KnownRule(
        id, version, definition, isReadOnly, createdBy, createdAt, updatedAt, time);
  }
}
