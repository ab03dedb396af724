package io.tallystick.instrument;

/**
 * The tokens whose valid ones are counted; others have names of their own.
 *
 * <pre>{@code
 * TokenMetrics.issued(TokenType.REFRESH);
 * }</pre>
 */
public enum TokenType implements TagValue {
  /** What a request carries. */
  ACCESS("access"),
  /** What renews an access token. */
  REFRESH("refresh");

  private final String tagValue;

  TokenType(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}
