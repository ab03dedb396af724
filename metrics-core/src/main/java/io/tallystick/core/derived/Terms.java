package io.tallystick.core.derived;

import io.tallystick.MetricDescriptor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What may be changed of a definition. */
record Terms(
    Duration timeout,
    @Nullable Duration interval,
    TimeForm form,
    int mostRows,
    boolean isFromTheBeginning,
    Duration settling,
    @Nullable String source,
    @Nullable MetricDescriptor descriptor) {
  private static final Duration SETTLING = Duration.ofSeconds(10);

  static Terms standard() {
    return new Terms(
        Definition.TIMEOUT,
        null,
        TimeForm.TIMESTAMP,
        DerivedMetric.STANDARD_ROWS,
        false,
        SETTLING,
        null,
        null);
  }

  Terms withTimeout(Duration value) {
    return new Terms(
        value, interval, form, mostRows, isFromTheBeginning, settling, source, descriptor);
  }

  Terms withInterval(Duration value) {
    return new Terms(
        timeout, value, form, mostRows, isFromTheBeginning, settling, source, descriptor);
  }

  Terms withForm(TimeForm value) {
    return new Terms(
        timeout, interval, value, mostRows, isFromTheBeginning, settling, source, descriptor);
  }

  Terms withMostRows(int value) {
    return new Terms(
        timeout, interval, form, value, isFromTheBeginning, settling, source, descriptor);
  }

  Terms beginningWithAll() {
    return new Terms(timeout, interval, form, mostRows, true, settling, source, descriptor);
  }

  Terms withSettling(Duration value) {
    return new Terms(
        timeout, interval, form, mostRows, isFromTheBeginning, value, source, descriptor);
  }

  Terms withSource(String value) {
    return new Terms(
        timeout, interval, form, mostRows, isFromTheBeginning, settling, value, descriptor);
  }

  Terms withDescriptor(MetricDescriptor value) {
    return new Terms(
        timeout, interval, form, mostRows, isFromTheBeginning, settling, source, value);
  }
}
