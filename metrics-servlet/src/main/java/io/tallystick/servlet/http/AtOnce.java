package io.tallystick.servlet.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/** So many calls at once and no more, so that a slow store cannot hold all threads of the host. */
final class AtOnce {
  private final Semaphore places;

  AtOnce(int most) {
    places = new Semaphore(most);
  }

  /** Answers in one of the places, and lets what is written later take one too. */
  Answer answer(Endpoint.Handler handler, Call call) {
    enter();
    try {
      Answer answer = handler.answer(call);
      return answer.known() == null && answer.isCarrying()
          ? answer.writing(new Placed(answer.body()))
          : answer;
    } finally {
      places.release();
    }
  }

  private void enter() {
    if (!places.tryAcquire()) {
      throw RefusedRequest.of(
              503, "Too many at once", "Too many calls are being answered: ask again in 1 s.")
          .with("Retry-After", "1");
    }
  }

  /** A body that is written in one of the places. */
  private final class Placed implements Body {
    private final Body body;

    Placed(Body body) {
      this.body = body;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      enter();
      try {
        body.writeTo(out);
      } finally {
        places.release();
      }
    }
  }
}
