package io.tallystick.servlet.filter;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the filter leaves out, how it finds routes and clients, and how much it tells apart.
 * Immutable; each method gives other settings.
 *
 * <pre>{@code
 * FilterSettings settings =
 *     FilterSettings.standard()
 *         .exclude("/metrics", "/health*")
 *         .clientFromHeader("X-Api-Key", runtime.keyedHash());
 * }</pre>
 */
public final class FilterSettings {
  private static final int MOST_ROUTES = 10_000;

  private final List<String> excluded;
  private final List<RouteResolver> resolvers;
  private final int mostRoutes;
  private final Detail detail;
  private final MethodClasses methods;
  private final Clients clients;

  private FilterSettings(
      List<String> excluded,
      List<RouteResolver> resolvers,
      int mostRoutes,
      Detail detail,
      MethodClasses methods,
      Clients clients) {
    this.excluded = List.copyOf(excluded);
    this.resolvers = List.copyOf(resolvers);
    this.mostRoutes = mostRoutes;
    this.detail = detail;
    this.methods = methods;
    this.clients = clients;
  }

  /** Nothing left out, 500 routes of the filter's own making, no clients. */
  public static FilterSettings standard() {
    return new FilterSettings(
        List.of(),
        List.of(),
        500,
        new Detail(false, false),
        MethodClasses.standard(),
        Clients.NONE);
  }

  /**
   * Leaves out requests to some paths, as they are below the context's path.
   *
   * @param paths each begins with a slash; one that ends in {@code *} means all that begin so
   */
  public FilterSettings exclude(String... paths) {
    List<String> all = new ArrayList<>(excluded);
    for (String path : paths) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException(
            "The excluded path %s does not begin with a slash: write it as /health or /static/*."
                .formatted(path));
      }
      all.add(path);
    }
    return new FilterSettings(all, resolvers, mostRoutes, detail, methods, clients);
  }

  /** Asks a resolver for the route before anything else but the request's own attribute. */
  public FilterSettings route(RouteResolver resolver) {
    List<RouteResolver> all = new ArrayList<>(resolvers);
    all.add(requireNonNull(resolver, "resolver"));
    return new FilterSettings(excluded, all, mostRoutes, detail, methods, clients);
  }

  /** How many routes there may be that are made of paths; past them all are {@code other}. */
  public FilterSettings mostRoutes(int most) {
    if (most < 1 || most > MOST_ROUTES) {
      throw new IllegalArgumentException(
          "mostRoutes is %d: give a number from 1 to %d.".formatted(most, MOST_ROUTES));
    }
    return new FilterSettings(excluded, resolvers, most, detail, methods, clients);
  }

  /** Tells status codes apart beside their classes. */
  public FilterSettings statusCodes() {
    return with(new Detail(true, detail.hasClient()));
  }

  /** Tells clients apart in the metrics of routes, too. */
  public FilterSettings clientDetail() {
    return with(new Detail(detail.hasStatusCode(), true));
  }

  private FilterSettings with(Detail other) {
    return new FilterSettings(excluded, resolvers, mostRoutes, other, methods, clients);
  }

  /** Says which methods read and which write, where that is not as HTTP means them. */
  public FilterSettings methods(MethodClasses classes) {
    requireNonNull(classes, "classes");
    return new FilterSettings(excluded, resolvers, mostRoutes, detail, classes, clients);
  }

  /** Which methods read and which write. */
  public MethodClasses methods() {
    return methods;
  }

  /**
   * Counts the requests of each client, who is known by a header such as one with an API key. What
   * the header says is seen by nobody but the function.
   *
   * @param name makes a name of it that may be kept, such as {@code runtime.keyedHash()}
   */
  public FilterSettings clientFromHeader(String header, UnaryOperator<String> name) {
    requireNonNull(header, "header");
    return client(named(request -> request.getHeader(header), name));
  }

  /**
   * Counts the requests of each client, who is known by having logged in with the container.
   *
   * @param name makes a name of the principal's that may be kept, such as {@code
   *     runtime.keyedHash()}
   */
  public FilterSettings clientFromPrincipal(UnaryOperator<String> name) {
    return client(named(FilterSettings::principal, name));
  }

  private static @Nullable String principal(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return principal == null ? null : principal.getName();
  }

  private static Function<HttpServletRequest, @Nullable String> named(
      Function<HttpServletRequest, @Nullable String> id, UnaryOperator<String> name) {
    requireNonNull(name, "name");
    return request -> {
      String known = id.apply(request);
      return known == null || known.isEmpty() ? null : name.apply(known);
    };
  }

  /**
   * Counts the requests of each client by a name that is kept as it is: whoever calls this says
   * that it may be.
   *
   * @param name gives null for a request of nobody in particular. Called once, when the request was
   *     answered, by the thread that ends it
   */
  public FilterSettings client(Function<HttpServletRequest, @Nullable String> name) {
    requireNonNull(name, "name");
    return with(new Clients(name, clients.limits()));
  }

  /**
   * Tells of the limit of each request's client, where the application says it: in the request's
   * attribute {@code io.tallystick.rateLimit}, as a whole number of requests a minute. Requests
   * that a limiter turned away count too. Needs clients: see {@link #clientFromHeader}.
   *
   * @param observer such as {@code runtime.rateLimits()::observeName}
   */
  public FilterSettings rateLimits(RateLimitObserver observer) {
    requireNonNull(observer, "observer");
    return with(new Clients(clients.name(), new ClientLimits(observer, null, null)));
  }

  /**
   * The same where the application's limiter says the limit in its answers. Of a value such as
   * {@code 100, 100;w=60} the first number counts; what is no number says nothing. The attribute
   * wins over the headers.
   *
   * @param observer such as {@code runtime.rateLimits()::observeName}
   * @param limitHeader such as {@code X-RateLimit-Limit}: how many requests a minute may have
   * @param remainingHeader such as {@code X-RateLimit-Remaining}: how many are left, from which
   *     follows what all instances that share the limiter counted
   */
  public FilterSettings rateLimitFromHeaders(
      RateLimitObserver observer, String limitHeader, String remainingHeader) {
    requireNonNull(observer, "observer");
    requireNonNull(limitHeader, "limitHeader");
    requireNonNull(remainingHeader, "remainingHeader");
    ClientLimits limits = new ClientLimits(observer, limitHeader, remainingHeader);
    return with(new Clients(clients.name(), limits));
  }

  private FilterSettings with(Clients others) {
    return new FilterSettings(excluded, resolvers, mostRoutes, detail, methods, others);
  }

  /** Where limits of clients are found; who wants them has to say who the clients are. */
  ClientLimits clientLimits() {
    if (clients.limits().isOn() && clients.name() == null) {
      throw new IllegalArgumentException(
          "The filter is to tell of the rate limits of clients, and does not know clients: say who"
              + " they are with clientFromHeader, clientFromPrincipal or client.");
    }
    return clients.limits();
  }

  boolean excludes(String path) {
    for (String each : excluded) {
      boolean isExcluded =
          each.endsWith("*")
              ? path.regionMatches(0, each, 0, each.length() - 1)
              : path.equals(each);
      if (isExcluded) {
        return true;
      }
    }
    return false;
  }

  boolean excludesAny() {
    return !excluded.isEmpty();
  }

  Routes routes() {
    return new Routes(resolvers, mostRoutes);
  }

  boolean hasStatusCode() {
    return detail.hasStatusCode();
  }

  boolean hasClientDetail() {
    return detail.hasClient();
  }

  ClientName clientName() {
    return new ClientName(clients.name());
  }

  /** What is told apart beside what always is. */
  private record Detail(boolean hasStatusCode, boolean hasClient) {}

  /** Who clients are, and where their limits are found. */
  private record Clients(
      @Nullable Function<HttpServletRequest, @Nullable String> name, ClientLimits limits) {
    static final Clients NONE = new Clients(null, ClientLimits.NONE);
  }
}
