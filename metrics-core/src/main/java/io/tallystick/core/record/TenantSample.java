package io.tallystick.core.record;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import org.jspecify.annotations.Nullable;

/** What a tenant wants to record, as it was handed over. */
record TenantSample(@Nullable String name, Tags tags, MetricKind kind, double value) {}
