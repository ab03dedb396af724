package io.tallystick.examples.quickstart;

import static io.tallystick.examples.quickstart.Pace.MACHINES;
import static io.tallystick.examples.quickstart.Pace.PEOPLE;
import static io.tallystick.examples.quickstart.Pace.TROUBLE;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What requests leave behind, and the machine that answers them. None of it is recorded from here
 * while the shop runs: then there are real requests and a real machine.
 */
final class RequestScenes {
  private static final double BODY_BYTES = 48;
  private static final double MINUTES = 60;

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
    scenes.logins();
    scenes.machine();
    scenes.tenants();
    return scenes.all;
  }

  private void requests(Route route) {
    double perHour = Route.PER_HOUR * route.share();
    Route.Failure failure = route.failure();
    answers(PEOPLE, perHour * (1 - failure.share()), route, "2xx");
    answers(TROUBLE, perHour * failure.share(), route, failure.statusClass());
  }

  private void answers(Pace pace, double perHour, Route route, String statusClass) {
    String[] tags = {
      "route_id", route.path(), "method", route.method(), "status_class", statusClass
    };
    double bytes = statusClass.equals("2xx") ? route.answerBytes() : BODY_BYTES;
    Scene scene =
        Scene.of(pace, perHour, route.millis())
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
    boolean comesAsPeopleDo = key.batch() == 0;
    Pace pace = comesAsPeopleDo ? PEOPLE : MACHINES;
    double perHour = comesAsPeopleDo ? Route.PER_HOUR : MINUTES * key.batch();
    all.add(
        Scene.of(pace, perHour * 0.975)
            .counts("http.client.request.count", "client", name, "status_class", "2xx")
            .byItself());
    all.add(
        Scene.of(pace == PEOPLE ? TROUBLE : MACHINES, perHour * 0.02)
            .counts("http.client.request.count", "client", name, "status_class", "4xx")
            .byItself());
    all.add(
        Scene.of(pace == PEOPLE ? TROUBLE : MACHINES, perHour * 0.005)
            .counts("http.client.request.count", "client", name, "status_class", "5xx")
            .byItself());
    all.add(
        Scene.of(pace, perHour * 1_250)
            .counts("http.client.bytes.count", "client", name, "direction", "out")
            .byItself());
    all.add(
        Scene.of(pace, perHour * 14)
            .counts("http.client.bytes.count", "client", name, "direction", "in")
            .byItself());
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
        Scene.of(MACHINES, 120)
            .counts("apikey.auth.invalid.count", "reason", "unknown")
            .byItself());
    all.add(Scene.of(MACHINES, 60).counts("apikey.auth.missing.count").byItself());
  }

  private void machine() {
    queries("select", 1.2, Route.PER_HOUR * 0.66);
    queries("insert", 2.5, Route.PER_HOUR * 0.3);
    all.add(
        Scene.of(PEOPLE, Route.PER_HOUR * 0.2)
            .counts("cache.hit.count", "cache", "orders")
            .byItself());
    all.add(
        Scene.of(PEOPLE, Route.PER_HOUR * 0.06)
            .counts("cache.miss.count", "cache", "orders")
            .byItself());
    all.add(
        Scene.of(PEOPLE, Route.PER_HOUR * 0.02)
            .counts("cache.eviction.count", "cache", "orders")
            .byItself());
    String collector = ManagementFactory.getGarbageCollectorMXBeans().get(0).getName();
    all.add(
        Scene.of(PEOPLE, 60, 6)
            .times("jvm.gc.pause.duration_ms", "gc", collector, "cause", "Allocation Failure")
            .byItself());
    all.add(Scene.of(MACHINES, 360, 9).times("tallystick.flush.duration_ms").byItself());
    for (String kind : List.of("aggregate", "time_series", "windows")) {
      all.add(
          Scene.of(MACHINES, 90, 6).times("tallystick.query.duration_ms", "kind", kind).byItself());
    }
    for (String count : List.of("tallystick.guard.rejected.count", "tallystick.dropped.count")) {
      String tag = count.contains("guard") ? "rule" : "reason";
      all.add(Scene.of(MACHINES, MINUTES).counts(count, tag, "tag_key_denied").byItself());
    }
    all.add(Scene.of(MACHINES, 36_000).counts("tallystick.flush.rows.count").byItself());
  }

  private void queries(String operation, double millis, double perHour) {
    all.add(
        Scene.of(PEOPLE, perHour, millis)
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
