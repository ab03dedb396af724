package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void signingKeysAreCountedAndTimed() {
    KeyMetrics.rotationTriggeredFor("schedule");
    KeyMetrics.rotationTook(2_500_000, Result.SUCCESS);
    KeyMetrics.rotationTook(2_500_000, Result.ERROR);
    KeyMetrics.rotationTook(2_500_000, null);
    KeyMetrics.pruneTook(2_500_000, Result.SUCCESS);
    KeyMetrics.pruned(2);
    KeyMetrics.activeKeyAgeMillis(9);
    KeyMetrics.activeKeyAgeMillis(() -> 10).close();

    assertThat(calls.lines())
        .containsExactly(
            "count jwks.rotate.triggered.count 1 {reason=schedule}",
            "count jwks.rotation.success",
            "histogram jwks.rotate.duration_ms 2.5 {result=success}",
            "count jwks.rotation.error",
            "histogram jwks.rotate.duration_ms 2.5 {result=error}",
            "histogram jwks.rotate.duration_ms 2.5 {result=null}",
            "histogram jwks.prune.duration_ms 2.5 {result=success}",
            "count jwks.pruned.count 2",
            "gauge jwks.active_key.age_ms 9",
            "gauge jwks.active_key.age_ms {} 10.0");
  }

  @Test
  void apiKeysAreCountedAndTimed() {
    KeyMetrics.apiKeyResolveTook(2_500_000);
    KeyMetrics.apiKeyGroups(3);
    KeyMetrics.apiKeyAbacRequiredFor("team");
    KeyMetrics.apiKeyMissing();
    KeyMetrics.apiKeyRefusedFor("expired");
    KeyMetrics.apiKeyRevokedFor("leaked");
    KeyMetrics.apiKeyIssued(Result.ERROR);

    assertThat(calls.lines())
        .containsExactly(
            "histogram apikey.resolve.duration_ms 2.5",
            "histogram apikey.groups.count 3",
            "count apikey.abac.required 1 {entity_type=team}",
            "count apikey.auth.missing.count",
            "count apikey.auth.invalid.count 1 {reason=expired}",
            "count apikey.revoked.count 1 {reason=leaked}",
            "count apikey.issued.count 1 {result=error}");
  }
}
