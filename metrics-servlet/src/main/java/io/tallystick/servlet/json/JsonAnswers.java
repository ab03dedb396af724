package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.tallystick.servlet.http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes answers of JSON. A number that there is none for is null. */
final class JsonAnswers {
  static final String TYPE = "application/json";

  /** It keeps no buffers, so that nothing of it stays behind on the host's threads. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .characterEscapes(new PageSafeEscapes())
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private JsonAnswers() {}

  static Answer ok(Writing writing) {
    return answer(200, writing);
  }

  static Answer answer(int status, Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      writing.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to take bytes.", e);
    }
    return Answer.bytes(status, TYPE, bytes.toByteArray());
  }

  static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    number(json, value);
  }

  /** Whole numbers are written as such. */
  static void number(JsonGenerator json, double value) throws IOException {
    long whole = (long) value;
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (whole == value && Math.abs(value) < 1L << 53) {
      json.writeNumber(whole);
    } else {
      json.writeNumber(value);
    }
  }

  /** Writes one value. */
  interface Writing {
    void write(JsonGenerator json) throws IOException;
  }
}
