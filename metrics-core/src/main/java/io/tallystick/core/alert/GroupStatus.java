package io.tallystick.core.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a group of a rule is. Groups that are well and did not fire lately are not told of.
 *
 * <pre>{@code
 * alerts.groups().stream().filter(GroupStatus::isFiring).forEach(this::show);
 * }</pre>
 *
 * @param ruleId of which rule
 * @param group its name; empty where the rule has but one
 * @param state {@code ok}, {@code pending}, {@code firing} or {@code no_data}
 * @param since since when
 * @param firedAt when it fired last; null where that is not known any more
 * @param isFiring whether an alert is open, also while there is no data
 */
public record GroupStatus(
    String ruleId,
    String group,
    String state,
    Instant since,
    @Nullable Instant firedAt,
    boolean isFiring) {}
