package io.tallystick.servlet.http;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is answered at a path.
 *
 * <pre>{@code
 * Endpoint.read("/tables/{name}", Set.of("limit"), call -> table(call.variable("name")));
 * }</pre>
 */
public final class Endpoint {
  private final String method;
  private final Kind kind;
  private final List<String> segments;
  private final @Nullable Set<String> parameters;
  private final Handler handler;
  private final boolean isQuick;

  /** What is shown to a person who may not look; null where it is a program that asks. */
  private final @Nullable IntFunction<Answer> denied;

  private Endpoint(
      String method, Kind kind, String path, @Nullable Set<String> parameters, Handler handler) {
    this(method, kind, path, parameters, handler, null);
  }

  private Endpoint(
      String method,
      Kind kind,
      String path,
      @Nullable Set<String> parameters,
      Handler handler,
      @Nullable IntFunction<Answer> denied) {
    this.denied = denied;
    this.method = method;
    this.kind = kind;
    this.segments = List.of(path.split("/", -1));
    this.parameters = parameters;
    this.handler = requireNonNull(handler, "handler");
    this.isQuick = kind == Kind.SCRAPE || kind == Kind.CHANGE;
  }

  private Endpoint(Endpoint like) {
    method = like.method;
    kind = like.kind;
    segments = like.segments;
    parameters = like.parameters;
    handler = like.handler;
    denied = like.denied;
    isQuick = true;
  }

  /**
   * What a scraper of metrics asks for again and again; parameters that mean nothing are left
   * alone, since scrapers send what they were told to.
   */
  public static Endpoint scrape(String path, Handler handler) {
    return new Endpoint("GET", Kind.SCRAPE, path, null, handler);
  }

  /**
   * What is only read.
   *
   * @param path with a name in braces for each segment that may be anything
   * @param parameters which it takes; others are refused
   */
  public static Endpoint read(String path, Set<String> parameters, Handler handler) {
    return new Endpoint("GET", Kind.READ, path, Set.copyOf(parameters), handler);
  }

  /**
   * A page for people; parameters that mean nothing are left to it.
   *
   * @param denied what who may not look is shown instead, by the status
   */
  public static Endpoint page(String path, Handler handler, IntFunction<Answer> denied) {
    return new Endpoint("GET", Kind.READ, path, null, handler, denied);
  }

  /** The same for whoever may change something alone: it tells what others must not know. */
  public static Endpoint readByChangers(String path, Set<String> parameters, Handler handler) {
    return new Endpoint("GET", Kind.READ_BY_CHANGERS, path, Set.copyOf(parameters), handler);
  }

  /** What changes something, and takes JSON for it. */
  public static Endpoint change(String method, String path, Handler handler) {
    return new Endpoint(method, Kind.CHANGE, path, Set.of(), handler);
  }

  /**
   * The same, answered however many others are: it never waits for a store, as what is not only
   * read does not either.
   */
  public Endpoint quick() {
    return new Endpoint(this);
  }

  boolean isQuick() {
    return isQuick;
  }

  String method() {
    return method;
  }

  /** As it was given, with names in braces. */
  String path() {
    return String.join("/", segments);
  }

  Kind kind() {
    return kind;
  }

  /** Which parameters it takes; null where it does not mind others. */
  @Nullable Set<String> parameters() {
    return parameters;
  }

  @Nullable IntFunction<Answer> denied() {
    return denied;
  }

  Handler handler() {
    return handler;
  }

  /** What stands in the path for each name in braces; null where the path is another. */
  @Nullable Map<String, String> match(String path) {
    String[] given = path.split("/", -1);
    if (given.length != segments.size()) {
      return null;
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < given.length; i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{")) {
        variables.put(segment.substring(1, segment.length() - 1), given[i]);
      } else if (!segment.equals(given[i])) {
        return null;
      }
    }
    return variables;
  }

  /**
   * Answers a call.
   *
   * <pre>{@code
   * Handler alive = call -> Answer.text(200, "application/json", "{\"status\":\"up\"}");
   * }</pre>
   */
  @FunctionalInterface
  public interface Handler {
    /**
     * The answer.
     *
     * @throws RefusedRequest when it is not answered as it was asked
     */
    Answer answer(Call call);
  }

  /** What endpoints are guarded and limited by. */
  enum Kind {
    SCRAPE,
    READ,
    READ_BY_CHANGERS,
    CHANGE
  }
}
