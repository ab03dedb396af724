package io.tallystick.servlet.json;

import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.TimeRange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Stands for a row of requests: in its text is all that tells it from others. */
record RowCursor(RequestGroup group) {
  private static final String SEPARATOR = "\n";

  /** Of the row's granularity, and of the time asked about or before it. */
  static RowCursor parse(String cursor, Granularity granularity, TimeRange range) {
    RequestGroup group = group(cursor, granularity);
    if (group != null && group.start().isBefore(range.to())) {
      return new RowCursor(group);
    }
    throw RefusedRequest.badParameter(
        "cursor", cursor, "give the next_cursor of an answer to the same question");
  }

  /** Null where the cursor is none, or is of another granularity. */
  private static @Nullable RequestGroup group(String cursor, Granularity granularity) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split(SEPARATOR, -1);
      Instant start = Instant.ofEpochMilli(Long.parseLong(parts[1]));
      RequestGroup group =
          new RequestGroup(
              granularity, start, parts[2], parts[3], parts[4].isEmpty() ? null : parts[4]);
      return parts[0].equals(granularity.id()) ? group : null;
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
      return null;
    }
  }

  String text() {
    String client = group.client();
    String text =
        String.join(
            SEPARATOR,
            group.granularity().id(),
            Long.toString(group.start().toEpochMilli()),
            group.endpoint(),
            group.method(),
            client == null ? "" : client);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the row is no longer within a time that moved on meanwhile. */
  boolean isBefore(TimeRange range) {
    return group.start().isBefore(range.from());
  }
}
