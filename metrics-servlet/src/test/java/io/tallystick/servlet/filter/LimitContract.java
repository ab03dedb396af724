package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.ratelimit.KeyUtilisation;
import io.tallystick.servlet.containers.TestContainer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of limits in any container. */
abstract class LimitContract extends FilterBed {
  LimitContract(TestContainer.Starter starter) {
    super(starter);
  }

  @Override
  FilterSettings settings() {
    return FilterSettings.standard()
        .clientFromHeader("X-Api-Key", runtime().keyedHash())
        .rateLimitFromHeaders(
            runtime().rateLimits()::observeName, "X-RateLimit-Limit", "X-RateLimit-Remaining");
  }

  @Override
  void addServlets(ServletContext context) {
    add(
        context,
        "/limited",
        (request, response) -> {
          response.setHeader("X-RateLimit-Limit", "100");
          response.setHeader("X-RateLimit-Remaining", "18");
          response.sendError(429);
        });
    add(
        context,
        "/later",
        (request, response) -> {
          AsyncContext later = request.startAsync();
          later.start(
              () -> {
                response.setHeader("X-RateLimit-Limit", "50");
                later.complete();
              });
        });
    add(
        context,
        "/said",
        (request, response) -> request.setAttribute("io.tallystick.rateLimit", 30L));
  }

  private KeyUtilisation after(String path, String key) throws Exception {
    send(request(path).header("X-Api-Key", key));
    awaitEnds(1);
    String name = runtime().keyedHash().apply(key);
    List<KeyUtilisation> current = runtime().rateLimitHistory().current();
    assertThat(current).extracting(KeyUtilisation::name).containsExactly(name);
    return current.get(0);
  }

  @Test
  void anAnswerThatTurnsAwayCountsWithWhatItsLimiterSays() throws Exception {
    KeyUtilisation key = after("/limited", "one");

    assertThat(Math.max(key.used(), key.lastUsed())).isEqualTo(82);
    assertThat(Math.max(key.limit(), key.lastLimit())).isEqualTo(100);
  }

  @Test
  void anAnswerThatComesLaterSaysItToo() throws Exception {
    assertThat(after("/later", "two").limit()).isEqualTo(50);
  }

  @Test
  void whatTheApplicationSaysItselfIsRead() throws Exception {
    assertThat(after("/said", "three").limit()).isEqualTo(30);
  }
}
