package io.tallystick.servlet.json;

import io.tallystick.core.derived.DerivedQueryException;
import io.tallystick.core.query.InvalidQueryException;
import io.tallystick.core.query.QueryStoppedException;
import io.tallystick.core.ratelimit.TooManyUsesException;
import io.tallystick.servlet.http.Endpoint.Handler;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the words of HTTP why a question was not answered. */
final class Refusals {
  private static final Logger LOGGER = LoggerFactory.getLogger(Refusals.class);
  private static final String RETRY_AFTER = "Retry-After";

  /** What a reader calls a part of a question is said by one of these, by the first there is. */
  private static final Map<String, List<String>> CALLED =
      Map.of(
          "groupBy", List.of("group_by"),
          "range", List.of("from", "period"),
          "step", List.of("step", "granularity", "period"),
          "percentile", List.of("aggregation"),
          "tag key", List.of("tag.*"));

  private Refusals() {}

  /**
   * A handler that only ever fails with a refusal, or because something is broken.
   *
   * @param names of the parameters that it takes
   */
  static Handler guarded(Handler handler, Set<String> names) {
    return call -> {
      try {
        return handler.answer(call);
      } catch (InvalidQueryException invalid) {
        throw refused(invalid, names);
      } catch (TooManyUsesException tooMany) {
        throw RefusedRequest.badParameter(
            called("range", names), "a long time", tooMany.getMessage() + " Give a shorter one");
      } catch (QueryStoppedException stopped) {
        throw unavailable(String.valueOf(stopped.getMessage()), 5);
      } catch (DerivedQueryException failed) {
        throw derivedIsAway("What is asked for", failed);
      } catch (StorageException failed) {
        throw storeIsAway();
      }
    };
  }

  /** Where the caller cannot choose the groups, no parameter is to blame for them. */
  private static RefusedRequest refused(InvalidQueryException invalid, Set<String> names) {
    if (invalid.field().equals("groupBy") && !names.contains("group_by")) {
      return unavailable(
          "What was recorded does not answer this question. By %s: %s."
              .formatted(invalid.value(), invalid.rule()),
          60);
    }
    return RefusedRequest.badParameter(
        called(invalid.field(), names), invalid.value(), invalid.rule());
  }

  /** What a database says of its tables is for the log, and not for whoever asks. */
  static RefusedRequest derivedIsAway(String what, DerivedQueryException failed) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    LOGGER.warn("Derived numbers were asked for in vain, error {}: {}", id, failed.getMessage());
    return unavailable(
        "%s cannot be read now; the log says more under error %s.".formatted(what, id), 60);
  }

  private static String called(String field, Set<String> names) {
    if (field.startsWith("tag ") && !field.equals("tag key")) {
      return "tag." + field.substring("tag ".length());
    }
    return CALLED.getOrDefault(field, List.of()).stream()
        .filter(names::contains)
        .findFirst()
        .orElse(field);
  }

  /** Does what an answer does while it is sent. */
  static void run(Work work) throws IOException {
    try {
      work.run();
    } catch (StorageException failed) {
      throw storeIsAway();
    }
  }

  private static RefusedRequest storeIsAway() {
    return unavailable("The store does not answer; recording goes on. Ask again later.", 10);
  }

  static RefusedRequest unavailable(String detail, int seconds) {
    return RefusedRequest.of(503, "Not available now", detail)
        .with(RETRY_AFTER, Integer.toString(seconds));
  }

  /** Something that writes. */
  interface Work {
    void run() throws IOException;
  }
}
