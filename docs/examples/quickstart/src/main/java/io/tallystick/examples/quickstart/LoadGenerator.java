package io.tallystick.examples.quickstart;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Asks the shop as people and their programs do: more by day, now and then wrongly, and two
 * programs that make nearly all requests that they may at the beginning of each minute.
 */
final class LoadGenerator implements AutoCloseable {
  private static final long TURN_MILLIS = 250;
  private static final double TURNS_AN_HOUR = 3_600_000.0 / TURN_MILLIS;
  private static final int AT_ONCE = 60;
  private static final int BATCH_SECONDS = 15;
  private static final int MINUTE_SECONDS = 60;
  private static final int OTHER_ORDERS = 1_000_000;
  private static final int ORDERS = 700;

  /** How often somebody comes with a key that is none. */
  static final double STRANGERS_AN_HOUR = 120;

  /** What they send. */
  static final String STRANGE_KEY = "shop_live_forgotten";

  /** How often somebody comes without a key. */
  static final double KEYLESS_AN_HOUR = 60;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FORM = "application/x-www-form-urlencoded";

  private final URI shop;
  private final Story story;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "shop-load");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(threads)
          .connectTimeout(PATIENCE)
          .build();
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final SplittableRandom random = new SplittableRandom();
  private final Map<ApiKey, Integer> sent = new EnumMap<>(ApiKey.class);
  private Instant minute = Instant.now();
  private @Nullable Background clock;

  private LoadGenerator(URI shop, Story story) {
    this.shop = shop;
    this.story = story;
  }

  static LoadGenerator start(URI shop, Story story) {
    LoadGenerator load = new LoadGenerator(shop, story);
    load.clock = Background.start("shop-load-clock", TURN_MILLIS, load::turn);
    return load;
  }

  private void turn() {
    Instant now = Instant.now();
    people(ApiKey.MOBILE_APP.secret(), Route.PER_HOUR * story.activity(now));
    people(STRANGE_KEY, STRANGERS_AN_HOUR);
    people("", KEYLESS_AN_HOUR);
    long second = Duration.between(minute, now).toSeconds();
    if (second >= MINUTE_SECONDS
        || now.getEpochSecond() / MINUTE_SECONDS != minute.getEpochSecond() / MINUTE_SECONDS) {
      minute = now;
      sent.clear();
      second = 0;
    }
    for (ApiKey key : ApiKey.values()) {
      program(key, second);
    }
  }

  private void people(String secret, double perHour) {
    long requests = Chance.poisson(random, perHour / TURNS_AN_HOUR);
    for (long i = 0; i < requests; i++) {
      send(secret, Route.any(random));
    }
  }

  private void program(ApiKey key, long second) {
    long due = Math.min(key.batch(), key.batch() * (second + 1) / BATCH_SECONDS);
    while (sent.merge(key, 0, Integer::sum) < due) {
      sent.merge(key, 1, Integer::sum);
      send(key.secret(), Route.ORDERS);
    }
  }

  /** Never more at once than so many: whoever is slow gets less, as when people wait. */
  private void send(String secret, Route route) {
    if (!room.tryAcquire()) {
      return;
    }
    HttpRequest.Builder request = request(route).timeout(PATIENCE);
    if (!secret.isEmpty()) {
      request.header(ApiKeys.HEADER, secret);
    }
    Future<?> unused =
        client
            .sendAsync(request.build(), BodyHandlers.discarding())
            .whenComplete((answer, failure) -> room.release());
  }

  private HttpRequest.Builder request(Route route) {
    return switch (route) {
      case ORDERS -> get("api/orders");
      case ORDER -> get("api/orders/" + order());
      case REPORT ->
          get("api/reports/" + YearMonth.now(ZoneOffset.UTC).minusMonths(random.nextInt(12)));
      case NEW_ORDER ->
          post("api/orders", "item=item+" + random.nextInt(60) + "&cents=" + cents(route));
      case PAYMENT -> post("api/payments", "order=" + order());
      case LOGIN ->
          post(
              "api/login",
              "name=person+"
                  + (1 + random.nextInt(ShopDatabase.USERS))
                  + "&password="
                  + password());
    };
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(shop.resolve(path));
  }

  private HttpRequest.Builder post(String path, String form) {
    return HttpRequest.newBuilder(shop.resolve(path))
        .header("Content-Type", FORM)
        .POST(BodyPublishers.ofString(form));
  }

  /** An order that is not there when it fails. */
  private int order() {
    return 1 + random.nextInt(ORDERS) + (fails(Route.ORDER) ? OTHER_ORDERS : 0);
  }

  private String cents(Route route) {
    return fails(route) ? "none" : String.valueOf(500 + random.nextInt(20_000));
  }

  private String password() {
    return fails(Route.LOGIN) ? "open+barley" : LoginServlet.PASSWORD.replace(' ', '+');
  }

  private boolean fails(Route route) {
    return random.nextDouble() < route.failure().share();
  }

  @Override
  public void close() {
    if (clock != null) {
      clock.close();
    }
    threads.shutdownNow();
  }
}
