package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.deliver.AlertMessage.Transition;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is posted, to the letter. */
class WebhookBodyTest {
  @Test
  void theGenericBodyHasAFieldForEachThing() {
    assertThat(GenericBody.of(Messages.firing("e1")))
        .isEqualTo(
            """
            {"event_id":"e1","rule_id":"r1","rule":"Many errors","type":"error_rate",\
            "severity":"critical","state":"firing","group":{"route_id":"GET /api/segments"},\
            "value":15.0,"threshold":10.0,"at":"2026-03-01T10:07:00Z",\
            "since":"2026-03-01T10:02:00Z","text":"Error rate for GET /api/segments jumped from\
             1 % to 15 % in the last 5 minutes",\
            "link":"https://console.example.com/alerts/r1"}""");
  }

  @Test
  void whatIsNoNumberIsNullAndTextIsEscaped() {
    AlertMessage message =
        new AlertMessage(
            "e1",
            "r1",
            "a \"name\"\n",
            "absent",
            "info",
            Transition.NO_DATA,
            new TreeMap<>(),
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Instant.EPOCH,
            Instant.EPOCH,
            "\u0000\\",
            "");

    assertThat(GenericBody.of(message))
        .contains(
            "\"rule\":\"a \\\"name\\\"\\n\"",
            "\"state\":\"no_data\"",
            "\"group\":{}",
            "\"value\":null",
            "\"threshold\":null",
            "\"text\":\"\\u0000\\\\\"");
  }

  @Test
  void theSlackBodyHasTheSentenceAndWhatItIsAbout() {
    assertThat(SlackBody.of(Messages.firing("e1")))
        .isEqualTo(
            """
            {"text":"Alert: Error rate for GET /api/segments jumped from 1 % to 15 % in the last\
             5 minutes","attachments":[{"color":"#d0021b","title":"Many errors",\
            "title_link":"https://console.example.com/alerts/r1",\
            "text":"route_id = GET /api/segments\\nSince 2026-03-01T10:02:00Z, severity critical",\
            "fallback":"Many errors","ts":1772359620}]}""");
  }

  @Test
  void noNameCallsThePeopleOfAChannelOrMakesALink() {
    String evil = "<!channel> & <https://evil.example.com|click>";
    AlertMessage message =
        new AlertMessage(
            "e1",
            "r1",
            evil,
            "metric",
            "info",
            Transition.FIRING,
            new TreeMap<>(Map.of("tag", evil)),
            1,
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            evil,
            "javascript:alert(1)");

    assertThat(SlackBody.of(message))
        .contains("&lt;!channel&gt; &amp; &lt;https://evil.example.com|click&gt;")
        .doesNotContain("<", ">", "javascript");
  }

  @ParameterizedTest
  @CsvSource({"FIRING, #d0021b", "WARNING, #d0021b", "NO_DATA, #d0021b", "RESOLVED, #2eb67d"})
  void whatIsOverIsGreen(Transition transition, String color) {
    assertThat(SlackBody.of(Messages.message("e1", transition, "Many errors", "Text")))
        .contains("\"color\":\"" + color + '"');
  }
}
