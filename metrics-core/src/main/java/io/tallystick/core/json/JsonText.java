package io.tallystick.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One object as text, built in memory. For one thread.
 *
 * <pre>{@code
 * String json = JsonText.object(to -> to.text("name", "orders.count").number("value", 15));
 * }</pre>
 */
public final class JsonText {
  /** It keeps no buffers, so that nothing of it stays behind on a thread. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build();

  private final JsonGenerator json;

  private JsonText(JsonGenerator json) {
    this.json = json;
  }

  /** An object with these fields. */
  public static String object(Consumer<JsonText> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.accept(new JsonText(json));
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("Text in memory cannot be written.", impossible);
    }
    return text.toString();
  }

  /** A field of text. */
  public JsonText text(String field, String value) {
    return write(() -> json.writeStringField(field, value));
  }

  /** A field of a whole number, exact. */
  public JsonText number(String field, long value) {
    return write(() -> json.writeNumberField(field, value));
  }

  /** A field of a number; null where it is none or not finite. */
  public JsonText number(String field, double value) {
    return write(
        () -> {
          if (Double.isFinite(value)) {
            json.writeNumberField(field, value);
          } else {
            json.writeNullField(field);
          }
        });
  }

  /** A field of an object of texts. */
  public JsonText texts(String field, Map<String, String> texts) {
    return write(
        () -> {
          json.writeObjectFieldStart(field);
          for (Map.Entry<String, String> each : texts.entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
          }
          json.writeEndObject();
        });
  }

  /** A field of an array of one object with these fields. */
  public JsonText arrayOfOne(String field, Consumer<JsonText> fields) {
    return write(
        () -> {
          json.writeArrayFieldStart(field);
          json.writeStartObject();
          fields.accept(this);
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  private JsonText write(Writing writing) {
    try {
      writing.write();
    } catch (IOException impossible) {
      throw new UncheckedIOException("Text in memory cannot be written.", impossible);
    }
    return this;
  }

  /** A piece of it. */
  private interface Writing {
    void write() throws IOException;
  }
}
