package io.tallystick.servlet.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is not answered as it was asked. It says why, in words for whoever asked, and
 * becomes an answer of the type {@code application/problem+json}.
 *
 * <pre>{@code
 * throw RefusedRequest.badParameter("limit", "5000", "give a number from 1 to 1000");
 * }</pre>
 */
public final class RefusedRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** More of a value than this nobody needs to see again. */
  private static final int LONGEST_VALUE = 200;

  private final int status;
  private final String title;

  /** Beside what each problem has, in the order in which it is shown. */
  private final transient Map<String, String> members;

  private final transient Map<String, String> headers;

  private RefusedRequest(
      int status,
      String title,
      String detail,
      Map<String, String> members,
      Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.members = members;
    this.headers = headers;
  }

  /**
   * One with a status.
   *
   * @param title the kind of problem, in a few words that are always the same
   * @param detail what happened and what to do, as a sentence
   */
  public static RefusedRequest of(int status, String title, String detail) {
    return new RefusedRequest(status, title, detail, Map.of(), Map.of());
  }

  /**
   * A parameter that cannot be taken.
   *
   * @param value what was given
   * @param rule what may be given, as a part of a sentence
   */
  public static RefusedRequest badParameter(String name, String value, String rule) {
    String shown = shortened(value);
    Map<String, String> members = new LinkedHashMap<>();
    members.put("parameter", shortened(name));
    members.put("value", shown);
    members.put("rule", rule);
    return new RefusedRequest(
        400,
        "Bad parameter",
        "The parameter %s is %s: %s.".formatted(shortened(name), shown, rule),
        members,
        Map.of());
  }

  /**
   * A field of what was sent, which cannot be taken: 422.
   *
   * @param rule what may be given
   */
  public static RefusedRequest badField(String name, String value, String rule) {
    String shown = shortened(value);
    Map<String, String> members = new LinkedHashMap<>();
    members.put("field", shortened(name));
    members.put("value", shown);
    members.put("rule", rule);
    return new RefusedRequest(
        422,
        "Bad field",
        "The field %s is %s: %s.".formatted(shortened(name), shown, rule),
        members,
        Map.of());
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  /** The same with a header in its answer. */
  public RefusedRequest with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new RefusedRequest(status, title, String.valueOf(getMessage()), members, more);
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  /** The answer, with all that every answer says. */
  public Answer answer() {
    StringBuilder json = new StringBuilder("{\"title\":");
    JsonText.append(json, title);
    json.append(",\"status\":").append(status).append(",\"detail\":");
    JsonText.append(json, String.valueOf(getMessage()));
    members.forEach(
        (name, value) -> {
          json.append(",\"").append(name).append("\":");
          JsonText.append(json, value);
        });
    Answer answer = Answer.text(status, "application/problem+json", json.append('}').toString());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return SafeHeaders.added(answer);
  }
}
