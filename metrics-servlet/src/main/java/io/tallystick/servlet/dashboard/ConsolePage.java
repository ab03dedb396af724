package io.tallystick.servlet.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of an application in the console: what its panels show, as JSON.
 *
 * <pre>{@code
 * ConsolePage billing =
 *     ConsolePage.of(
 *         """
 *         {"id": "billing", "title": "Billing", "panels": [
 *           {"id": "invoices", "title": "Invoices", "kind": "area",
 *            "series": [{"label": "processed", "metric": "invoice.processed.count"}]}]}
 *         """);
 * EndpointSettings settings = EndpointSettings.standard().consolePage(billing);
 * }</pre>
 */
public final class ConsolePage {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int LONGEST = 100_000;
  private static final int LONGEST_TITLE = 60;

  private final String id;
  private final String json;

  private ConsolePage(String id, String json) {
    this.id = id;
    this.json = json;
  }

  /**
   * Reads a page. What a panel says is read where it is shown, and what is wrong with it is said
   * there.
   *
   * @param json an object with {@code id}, {@code title} and a list of {@code panels}
   * @throws IllegalArgumentException when it is none
   */
  public static ConsolePage of(String json) {
    if (json.length() > LONGEST) {
      throw wrong("has %d characters: %d can be".formatted(json.length(), LONGEST));
    }
    try (JsonParser parser = FACTORY.createParser(json)) {
      return read(parser, json);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          "A page of the console is no JSON: " + malformed.getOriginalMessage(), malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException("A text cannot be read.", impossible);
    }
  }

  private static ConsolePage read(JsonParser parser, String json) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong("is no object: write {\"id\": …, \"title\": …, \"panels\": […]}");
    }
    String id = null;
    String title = null;
    int panels = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "id" -> id = parser.getValueAsString();
        case "title" -> title = parser.getValueAsString();
        case "panels" -> panels = value == JsonToken.START_ARRAY ? count(parser) : none(parser);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw wrong("has something behind its end: give one object");
    }
    return new ConsolePage(required(id, title, panels), json);
  }

  private static String required(@Nullable String id, @Nullable String title, int panels) {
    if (id == null || !ID.matcher(id).matches()) {
      throw wrong(
          "has the id %s: give one such as billing, of small letters, digits and - and at most 40"
                  .formatted(id)
              + " characters");
    }
    if (title == null || title.isBlank() || title.length() > LONGEST_TITLE) {
      throw wrong(
          "has the title %s: give one of 1 to %d characters".formatted(title, LONGEST_TITLE));
    }
    if (panels == 0) {
      throw wrong("has no panels: give a list of them, each an object");
    }
    return id;
  }

  private static int none(JsonParser parser) throws IOException {
    parser.skipChildren();
    return 0;
  }

  private static int count(JsonParser parser) throws IOException {
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw wrong("has a panel that is no object: write {\"title\": …, \"kind\": …}");
      }
      parser.skipChildren();
      count++;
    }
    return count;
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("A page of the console " + what + ".");
  }

  String id() {
    return id;
  }

  String json() {
    return json;
  }
}
