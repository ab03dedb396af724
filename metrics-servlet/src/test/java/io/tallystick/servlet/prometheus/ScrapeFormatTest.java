package io.tallystick.servlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeFormatTest {
  @ParameterizedTest
  @CsvSource({
    "'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3', OPEN_METRICS",
    "'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1', OPEN_METRICS",
    "'application/openmetrics-text', OPEN_METRICS",
    "'application/openmetrics-text;version=2.0.0,text/plain', TEXT",
    "'application/openmetrics-text;q=0', TEXT",
    "'application/openmetrics-text;q=0.2,text/plain;q=0.9', TEXT",
    "'text/html,application/xhtml+xml,*/*;q=0.8', TEXT",
    "'*/*', TEXT",
    "'nonsense;;q=x', TEXT",
    "';', TEXT",
    "'text/plain,;', TEXT",
    "'', TEXT"
  })
  void aReaderGetsWhatItLikesBetter(String accept, ScrapeFormat format) {
    assertThat(ScrapeFormat.accepted(accept)).isEqualTo(format);
  }

  @Test
  void whoSaysNothingGetsTheOlderOne() {
    assertThat(ScrapeFormat.accepted(null)).isEqualTo(ScrapeFormat.TEXT);
  }
}
