package io.tallystick.examples.quickstart;

import static io.tallystick.examples.quickstart.Pace.MACHINES;
import static io.tallystick.examples.quickstart.Pace.PEOPLE;
import static io.tallystick.examples.quickstart.Pace.TROUBLE;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What requests leave behind, and the machine that answers them; not what Tallystick says of
 * itself, which nobody may invent. None of it is recorded from here while the shop runs: then there
 * are real requests and a real machine.
 */
final class RequestScenes {
  private static final double BODY_BYTES = 48;
  private static final double MINUTES = 60;
  private static final double REFUSAL_MILLIS = 0.6;
  private static final double CACHE_MISSES = 0.06;

  private final List<Happening> all = new ArrayList<>();

  private RequestScenes() {}

  /**
   * All of it.
   *
   * @param clientName what is kept of a client's key
   */
  static List<Happening> all(UnaryOperator<String> clientName) {
    RequestScenes scenes = new RequestScenes();
    for (Route route : Route.values()) {
      scenes.requests(route);
    }
    for (ApiKey key : ApiKey.values()) {
      scenes.client(key, clientName.apply(key.secret()));
    }
    scenes.clientAnswers(
        MACHINES,
        LoadGenerator.STRANGERS_AN_HOUR,
        clientName.apply(LoadGenerator.STRANGE_KEY),
        "4xx");
    scenes.batches();
    scenes.logins();
    scenes.machine();
    scenes.tenants();
    return scenes.all;
  }

  private void requests(Route route) {
    double perHour = Route.PER_HOUR * route.share();
    Route.Failure failure = route.failure();
    answers(PEOPLE, perHour * (1 - failure.share()), route, "2xx");
    if (failure.share() > 0) {
      answers(TROUBLE, perHour * failure.share(), route, failure.statusClass());
    }
    double refused = LoadGenerator.STRANGERS_AN_HOUR + LoadGenerator.KEYLESS_AN_HOUR;
    answers(MACHINES, refused * route.share(), route, "4xx");
  }

  /** What is refused takes no time worth the name, and what fails is short. */
  private void answers(Pace pace, double perHour, Route route, String statusClass) {
    String[] tags = {
      "route_id", route.path(), "method", route.method(), "status_class", statusClass
    };
    boolean isRefused = pace == MACHINES && statusClass.equals("4xx");
    double bytes = statusClass.equals("2xx") ? route.answerBytes() : BODY_BYTES;
    Scene scene =
        Scene.of(pace, perHour, isRefused ? REFUSAL_MILLIS : route.millis())
            .counts("http.request.count", tags)
            .times("http.request.duration_ms", tags)
            .measures("http.response.size_bytes", bytes, tags);
    if (route.method().equals("POST")) {
      scene.measures(
          "http.request.size_bytes", BODY_BYTES, "route_id", route.path(), "method", "POST");
    }
    all.add(scene.byItself());
  }

  private void client(ApiKey key, String name) {
    if (key.batch() > 0) {
      double perHour = MINUTES * key.batch();
      clientAnswers(MACHINES, perHour, name, "2xx");
      clientBytes(MACHINES, perHour * Route.ORDERS.answerBytes(), name, "out");
      return;
    }
    double out = 0;
    double in = 0;
    for (Route route : Route.values()) {
      double perHour = Route.PER_HOUR * route.share();
      Route.Failure failure = route.failure();
      clientAnswers(PEOPLE, perHour * (1 - failure.share()), name, "2xx");
      clientAnswers(TROUBLE, perHour * failure.share(), name, failure.statusClass());
      out += perHour * route.answerBytes();
      in += route.method().equals("POST") ? perHour * BODY_BYTES : 0;
    }
    clientBytes(PEOPLE, out, name, "out");
    clientBytes(PEOPLE, in, name, "in");
  }

  private void clientAnswers(Pace pace, double perHour, String name, String statusClass) {
    all.add(
        Scene.of(pace, perHour)
            .counts("http.client.request.count", "client", name, "status_class", statusClass)
            .byItself());
  }

  private void clientBytes(Pace pace, double perHour, String name, String direction) {
    all.add(
        Scene.of(pace, perHour)
            .counts("http.client.bytes.count", "client", name, "direction", direction)
            .byItself());
  }

  /** Programs ask for orders alone, and for as many at a time as they may. */
  private void batches() {
    double perHour = 0;
    for (ApiKey key : ApiKey.values()) {
      perHour += MINUTES * key.batch();
    }
    answers(MACHINES, perHour, Route.ORDERS, "2xx");
    queries(MACHINES, "select", 1.2, perHour);
  }

  private void logins() {
    double perHour = Route.PER_HOUR * Route.LOGIN.share();
    double failing = Route.LOGIN.failure().share();
    all.add(
        Scene.of(PEOPLE, perHour * (1 - failing))
            .counts("auth.login.attempt", "method", "password", "status", "success")
            .counts("auth.session.created.count", "provider", "password")
            .counts("auth.request.count", "endpoint", "login", "status", "success")
            .byItself());
    all.add(
        Scene.of(TROUBLE, perHour * failing)
            .counts("auth.login.attempt", "method", "password", "status", "fail")
            .counts("auth.failure.count", "reason", "invalid_credentials")
            .counts("auth.request.count", "endpoint", "login", "status", "failure")
            .byItself());
    all.add(
        Scene.of(MACHINES, LoadGenerator.STRANGERS_AN_HOUR)
            .counts("apikey.auth.invalid.count", "reason", "unknown")
            .byItself());
    all.add(
        Scene.of(MACHINES, LoadGenerator.KEYLESS_AN_HOUR)
            .counts("apikey.auth.missing.count")
            .byItself());
  }

  private void machine() {
    // a list is always read, one order where the cache does not have it
    queries(PEOPLE, "select", 1.2, Route.PER_HOUR * (Route.ORDERS.share() + CACHE_MISSES));
    queries(
        PEOPLE, "insert", 2.5, Route.PER_HOUR * (Route.NEW_ORDER.share() + Route.LOGIN.share()));
    all.add(
        Scene.of(PEOPLE, Route.PER_HOUR * 0.2)
            .counts("cache.hit.count", "cache", "orders")
            .byItself());
    all.add(
        Scene.of(PEOPLE, Route.PER_HOUR * CACHE_MISSES)
            .counts("cache.miss.count", "cache", "orders")
            .byItself());
    all.add(
        Scene.of(PEOPLE, Route.PER_HOUR * 0.02)
            .counts("cache.eviction.count", "cache", "orders")
            .byItself());
    collections(ManagementFactory.getGarbageCollectorMXBeans().get(0).getName());
  }

  /** Of a collector of which it is not known why it works, there is no past. */
  private void collections(String collector) {
    String cause =
        switch (collector) {
          case "G1 Young Generation" -> "G1 Evacuation Pause";
          case "Copy", "PS Scavenge" -> "Allocation Failure";
          default -> "";
        };
    if (!cause.isEmpty()) {
      all.add(
          Scene.of(PEOPLE, 60, 6)
              .times("jvm.gc.pause.duration_ms", "gc", collector, "cause", cause)
              .byItself());
    }
  }

  private void queries(Pace pace, String operation, double millis, double perHour) {
    all.add(
        Scene.of(pace, perHour, millis)
            .times("database.query.duration_ms", "operation", operation, "result", "success")
            .byItself());
  }

  /** What the script {@code invoices.lua} records for each tenant. */
  private void tenants() {
    for (Tenant tenant : Tenant.values()) {
      for (String plan : List.of("free", "pro")) {
        all.add(
            Scene.of(PEOPLE, tenant.invoicesPerHour(plan))
                .forTenant(tenant.id())
                .counts("user.invoice.processed_count", "plan", plan)
                .byItself());
      }
      all.add(
          Scene.of(TROUBLE, tenant.invoicesPerHour("pro") / 40)
              .forTenant(tenant.id())
              .counts("user.invoice.rejected_count", "reason", "amount")
              .byItself());
    }
  }
}
