package io.tallystick.core.deliver;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Whether a reply says that a message arrived, and else whether to try again and when. */
final class Verdict {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private Verdict() {}

  /** Throws unless the message arrived. */
  static void on(HttpReply reply, Clock clock) throws DeliveryException {
    String said = "HTTP " + reply.status();
    switch (reply.status() / 100) {
      case 2 -> {
        return;
      }
      case 3 -> throw DeliveryException.again(said + ", and redirects are not followed");
      case 4 ->
          throw isToBeTriedAgain(reply.status())
              ? DeliveryException.again(said, pause(reply, clock))
              : DeliveryException.lasting(said);
      default -> throw DeliveryException.again(said, pause(reply, clock));
    }
  }

  /** Too slow, too early, too often: the request itself was right. */
  private static boolean isToBeTriedAgain(int status) {
    return status == 408 || status == 425 || status == TOO_MANY_REQUESTS;
  }

  private static Duration pause(HttpReply reply, Clock clock) {
    boolean isAskedFor = reply.status() == TOO_MANY_REQUESTS || reply.status() == UNAVAILABLE;
    if (!isAskedFor || reply.retryAfter().isEmpty()) {
      return Duration.ZERO;
    }
    if (SECONDS.matcher(reply.retryAfter()).matches()) {
      return Duration.ofSeconds(Long.parseLong(reply.retryAfter()));
    }
    return untilDate(reply.retryAfter(), clock);
  }

  private static Duration untilDate(String date, Clock clock) {
    try {
      Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      return Duration.between(clock.instant(), until);
    } catch (DateTimeException none) { // a header that says nothing changes nothing
      return Duration.ZERO;
    }
  }
}
