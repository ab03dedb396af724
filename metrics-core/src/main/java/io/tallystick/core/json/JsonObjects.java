package io.tallystick.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.tallystick.Tags;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/**
 * Objects that are written one after the other, as an array or one a line, without any of them
 * being held. For one thread.
 *
 * <p>What the writer throws passes, and then nothing more may be written. The writer is not closed.
 *
 * <pre>{@code
 * JsonObjects objects = JsonObjects.lines(writer);
 * objects.begin();
 * objects.beginObject();
 * objects.text("name", "orders.count");
 * objects.endObject();
 * objects.end();
 * }</pre>
 */
public final class JsonObjects {
  /** It keeps no buffers, so that nothing of it stays behind on the host's threads. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .rootValueSeparator("")
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final Writer out;
  private final JsonGenerator json;
  private final boolean isArray;

  private JsonObjects(Writer out, boolean isArray) throws IOException {
    this.out = out;
    this.json = FACTORY.createGenerator(out);
    this.isArray = isArray;
  }

  /** The objects as one array. */
  public static JsonObjects array(Writer out) throws IOException {
    return new JsonObjects(out, true);
  }

  /** The objects one a line, each ended by a line feed. */
  public static JsonObjects lines(Writer out) throws IOException {
    return new JsonObjects(out, false);
  }

  /** Before the first object. */
  public void begin() throws IOException {
    if (isArray) {
      json.writeStartArray();
    }
  }

  /** Begins an object. */
  public void beginObject() throws IOException {
    json.writeStartObject();
  }

  /** A field of text. */
  public void text(String field, String value) throws IOException {
    json.writeStringField(field, value);
  }

  /** A field of a whole number, exact. */
  public void number(String field, long value) throws IOException {
    json.writeNumberField(field, value);
  }

  /** A field of a finite number, with as many digits as tell it from its neighbours. */
  public void number(String field, double value) throws IOException {
    json.writeNumberField(field, value);
  }

  /** A field of tags: an object of texts. */
  public void tags(String field, Tags tags) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> tag : tags) {
      json.writeStringField(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
  }

  /** Ends the object that was begun, and its line. */
  public void endObject() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** After the last object; everything goes to the writer. */
  public void end() throws IOException {
    if (isArray) {
      json.writeEndArray();
      json.writeRaw('\n');
    }
    json.flush();
    out.flush();
  }
}
