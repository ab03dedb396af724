package io.tallystick.instrument;

import org.jspecify.annotations.Nullable;

/**
 * What an authorization request asks for.
 *
 * <pre>{@code
 * OAuthMetrics.authorizationRequest(client, ResponseType.of(parameter), Result.SUCCESS);
 * }</pre>
 */
public enum ResponseType implements TagValue {
  /** A code, to be changed into tokens. */
  CODE("code"),
  /** An access token at once. */
  TOKEN("token"),
  /** An ID token at once. */
  ID_TOKEN("id_token"),
  /** Two or three of them. */
  SEVERAL("several"),
  /** Anything else, or nothing. */
  OTHER("other");

  private final String tagValue;

  ResponseType(String tagValue) {
    this.tagValue = tagValue;
  }

  /**
   * What an authorization request asks for; {@link #OTHER} for null and for whatever is none of
   * these, so that no caller can make series at will.
   *
   * @param parameter the request's {@code response_type}, as it came
   */
  public static ResponseType of(@Nullable String parameter) {
    if (parameter == null) {
      return OTHER;
    }
    return switch (parameter) {
      case "code" -> CODE;
      case "token" -> TOKEN;
      case "id_token" -> ID_TOKEN;
      default -> isSeveral(parameter) ? SEVERAL : OTHER;
    };
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }

  /** The order of the words does not matter. */
  private static boolean isSeveral(String parameter) {
    String[] words = parameter.split(" ", 4);
    for (String word : words) {
      if (!(word.equals("code") || word.equals("token") || word.equals("id_token"))) {
        return false;
      }
    }
    return words.length > 1;
  }
}
