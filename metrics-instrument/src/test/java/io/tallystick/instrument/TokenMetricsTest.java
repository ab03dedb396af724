package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void tokensAreCountedByTheirType() {
    TokenMetrics.issued(TokenType.ACCESS);
    TokenMetrics.issuedOfType("id");
    TokenMetrics.revoked(TokenType.REFRESH);
    TokenMetrics.revokedOfType("id");
    TokenMetrics.active(TokenType.ACCESS, 3);
    TokenMetrics.active(TokenType.REFRESH, () -> 4).close();

    assertThat(calls.lines())
        .containsExactly(
            "count token.issued.count 1 {token_type=access}",
            "count token.issued.count 1 {token_type=id}",
            "count token.revoked.count 1 {token_type=refresh}",
            "count token.revoked.count 1 {token_type=id}",
            "gauge token.active 3 {token_type=access}",
            "gauge token.active {token_type=refresh} 4.0");
  }

  @Test
  void whatIsDoneWithTokensIsCountedAndTimed() {
    TokenMetrics.validated(Result.ERROR);
    TokenMetrics.generationTook(2_500_000, Result.SUCCESS);
    TokenMetrics.cleanupTook(2_500_000, Result.ERROR);

    assertThat(calls.lines())
        .containsExactly(
            "count token.validation.count 1 {result=error}",
            "histogram token.generation.duration_ms 2.5 {result=success}",
            "count token.cleanup.count 1 {result=error}",
            "histogram token.cleanup.duration_ms 2.5 {result=error}");
  }
}
