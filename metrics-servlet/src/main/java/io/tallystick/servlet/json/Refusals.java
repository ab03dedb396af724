package io.tallystick.servlet.json;

import io.tallystick.core.query.InvalidQueryException;
import io.tallystick.core.query.QueryStoppedException;
import io.tallystick.servlet.http.Endpoint.Handler;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.StorageException;
import java.io.IOException;

/** Says in the words of HTTP why a question was not answered. */
final class Refusals {
  private static final String RETRY_AFTER = "Retry-After";

  private Refusals() {}

  /** A handler that only ever fails with a refusal, or because something is broken. */
  static Handler guarded(Handler handler) {
    return call -> {
      try {
        return handler.answer(call);
      } catch (InvalidQueryException invalid) {
        throw RefusedRequest.badParameter(invalid.field(), invalid.value(), invalid.rule());
      } catch (QueryStoppedException stopped) {
        throw unavailable(String.valueOf(stopped.getMessage()), 5);
      } catch (StorageException failed) {
        throw storeIsAway();
      }
    };
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

  private static RefusedRequest unavailable(String detail, int seconds) {
    return RefusedRequest.of(503, "Not available now", detail)
        .with(RETRY_AFTER, Integer.toString(seconds));
  }

  /** Something that writes. */
  interface Work {
    void run() throws IOException;
  }
}
