package io.tallystick.servlet.prometheus;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The texts that metrics are written in. */
enum ScrapeFormat {
  /** What every reader takes. */
  TEXT("text/plain", "text/plain; version=0.0.4; charset=utf-8"),
  /** What newer readers prefer. */
  OPEN_METRICS(
      "application/openmetrics-text", "application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String type;
  private final String contentType;

  ScrapeFormat(String type, String contentType) {
    this.type = type;
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** The one that a reader likes better; the older where it does not mind, or takes neither. */
  static ScrapeFormat accepted(@Nullable String accept) {
    if (accept == null) {
      return TEXT;
    }
    double text = 0;
    double openMetrics = 0;
    for (String each : accept.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = each.split(";", -1);
      String range = parts[0].trim();
      if (range.equals(OPEN_METRICS.type) && isKnownVersion(parts)) {
        openMetrics = Math.max(openMetrics, weight(parts));
      } else if (range.equals(TEXT.type) || range.equals("text/*") || range.equals("*/*")) {
        text = Math.max(text, weight(parts));
      }
    }
    return openMetrics > 0 && openMetrics >= text ? OPEN_METRICS : TEXT;
  }

  private static boolean isKnownVersion(String[] parts) {
    return Arrays.stream(parts)
        .map(String::trim)
        .filter(part -> part.startsWith("version="))
        .allMatch(part -> part.matches("version=\"?(0\\.0\\.1|1\\.0\\.0)\"?"));
  }

  private static double weight(String[] parts) {
    for (String part : parts) {
      if (part.trim().matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
        return Double.parseDouble(part.trim().substring(2));
      }
    }
    return 1;
  }
}
