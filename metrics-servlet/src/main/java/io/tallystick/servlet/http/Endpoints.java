package io.tallystick.servlet.http;

import io.tallystick.servlet.http.Endpoint.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Finds the endpoint of a request, and lets it answer when the caller may ask. Whatever happens
 * there is an answer, and what went wrong inside is told to the log alone. Any thread may call.
 *
 * <pre>{@code
 * Endpoints endpoints = new Endpoints(table, EndpointRules.closed(), System::nanoTime);
 * Answer answer = endpoints.answer(request);
 * }</pre>
 */
public final class Endpoints {
  private static final int LONGEST_URI = 4_096;
  private static final String CHALLENGE = "WWW-Authenticate";

  private final List<Endpoint> table;
  private final EndpointRules rules;
  private final LongSupplier nanoTime;
  private final Map<Kind, RateLimit> limits = new EnumMap<>(Kind.class);

  /** Of callers that may not ask, so that they take nothing from those that may. */
  private final RateLimit strangers;

  private final AtOnce atOnce;

  /**
   * Makes them.
   *
   * @param table the endpoints; of two that take the same path and method the first answers
   * @param nanoTime a clock for limits
   */
  public Endpoints(List<Endpoint> table, EndpointRules rules, LongSupplier nanoTime) {
    this.table = List.copyOf(table);
    this.rules = rules;
    this.nanoTime = nanoTime;
    RateLimit calls = limit(Kind.READ);
    limits.put(Kind.SCRAPE, limit(Kind.SCRAPE));
    limits.put(Kind.READ, calls);
    limits.put(Kind.READ_BY_CHANGERS, calls);
    limits.put(Kind.CHANGE, calls);
    strangers = limit(Kind.SCRAPE);
    atOnce = new AtOnce(rules.callsAtOnce());
  }

  private RateLimit limit(Kind kind) {
    return new RateLimit(rules.limit(kind), rules.limitOfAll(kind), nanoTime);
  }

  /** Answers a request. */
  public Answer answer(Request request) {
    Answer answer = SafeHeaders.added(answerOrRefuse(request));
    return request.method().equals("HEAD") ? answer.head() : answer;
  }

  private Answer answerOrRefuse(Request request) {
    try {
      Answer found = found(request);
      boolean isOpen = found.isCarrying() && found.known() == null;
      return Delivery.fit(request, isOpen ? found.writing(new GuardedBody(found.body())) : found);
    } catch (RefusedRequest refused) {
      return refused.answer();
    } catch (RuntimeException failure) {
      return Failures.told(failure).answer();
    }
  }

  private Answer found(Request request) {
    String query = request.query();
    if (request.path().length() + (query == null ? 0 : query.length()) > LONGEST_URI) {
      throw RefusedRequest.of(
          414, "URI too long", "The address has more than %d characters.".formatted(LONGEST_URI));
    }
    if (!PlainPath.isPlain(request.path())) {
      throw notFound();
    }
    List<Endpoint> atPath = new ArrayList<>();
    for (Endpoint each : table) {
      Map<String, String> variables = each.match(request.path());
      if (variables != null && takes(each, request.method())) {
        return allowed(each, variables, request);
      }
      if (variables != null) {
        atPath.add(each);
      }
    }
    throw atPath.isEmpty() ? notFound() : methodNotAllowed(atPath);
  }

  private static boolean takes(Endpoint endpoint, String method) {
    return endpoint.method().equals(method)
        || (endpoint.method().equals("GET") && method.equals("HEAD"));
  }

  private static RefusedRequest notFound() {
    return RefusedRequest.of(404, "Not found", "There is nothing at this address.");
  }

  private static RefusedRequest methodNotAllowed(List<Endpoint> there) {
    Set<String> methods = new TreeSet<>();
    for (Endpoint each : there) {
      methods.add(each.method());
      if (each.method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    String allowed = String.join(", ", methods);
    return RefusedRequest.of(
            405, "Method not allowed", "This address takes %s only.".formatted(allowed))
        .with("Allow", allowed);
  }

  private Answer allowed(Endpoint endpoint, Map<String, String> variables, Request request) {
    Caller caller = Caller.of(request, rules.proxies());
    Verdict verdict = verdict(endpoint, caller);
    String principal = verdict.principal();
    if (!verdict.isAllowed() || principal == null) {
      take(strangers, caller.addressText());
      return refused(endpoint, refusal(verdict));
    }
    take(limitOf(endpoint.kind()), principal);
    if (endpoint.kind() == Kind.CHANGE) {
      ChangeRules.check(request);
    }
    Parameters parameters = Parameters.parse(request.query());
    Set<String> known = endpoint.parameters();
    if (known != null) {
      parameters.allow(known);
    }
    Arrival arrival = new Arrival(request, rules.patience(), nanoTime);
    Call call = new Call(request, variables, parameters, principal, arrival);
    return endpoint.isQuick()
        ? endpoint.handler().answer(call)
        : atOnce.answer(endpoint.handler(), call);
  }

  private static Answer refused(Endpoint endpoint, RefusedRequest refusal) {
    IntFunction<Answer> page = endpoint.denied();
    if (page == null) {
      throw refusal;
    }
    Answer answer = refusal.answer();
    Answer shown = page.apply(answer.status());
    String challenge = answer.headers().get(CHALLENGE);
    return challenge == null ? shown : shown.with(CHALLENGE, challenge);
  }

  /** Where the host's own rule breaks, that costs the caller as if it had said no. */
  private Verdict verdict(Endpoint endpoint, Caller caller) {
    try {
      return rules.access(endpoint.kind()).check(caller);
    } catch (RuntimeException broken) {
      take(strangers, caller.addressText());
      throw broken;
    }
  }

  private RateLimit limitOf(Kind kind) {
    RateLimit limit = limits.get(kind);
    if (limit == null) {
      throw new IllegalStateException("No limit for " + kind);
    }
    return limit;
  }

  private static void take(RateLimit limit, String caller) {
    long seconds = limit.take(caller);
    if (seconds > 0) {
      throw RefusedRequest.of(
              429,
              "Too many requests",
              "There were too many requests in the last minute: ask again in %d s."
                  .formatted(seconds))
          .with("Retry-After", Long.toString(seconds));
    }
  }

  private static RefusedRequest refusal(Verdict verdict) {
    return verdict.kind() == Verdict.Kind.UNKNOWN
        ? RefusedRequest.of(
                401, "Not authenticated", "Say who you are: send a token, or log in first.")
            .with(CHALLENGE, "Bearer realm=\"tallystick\"")
        : RefusedRequest.of(
            403,
            "Not allowed",
            "Whoever asks from here, or as this user, may not. Until an access rule is configured"
                + " only this machine may, by its loopback address and without a proxy.");
  }
}
