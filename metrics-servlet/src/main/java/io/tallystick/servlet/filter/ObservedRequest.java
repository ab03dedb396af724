package io.tallystick.servlet.filter;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request that did not say how long its body is, whose bytes are counted while they pass. */
final class ObservedRequest extends HttpServletRequestWrapper {
  private final Observation observation;
  private @Nullable CountedInput input;
  private @Nullable BufferedReader reader;

  ObservedRequest(HttpServletRequest request, Observation observation) {
    super(request);
    this.observation = observation;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream plain = super.getInputStream();
    CountedInput there = input;
    if (there == null) {
      there = new CountedInput(plain, observation);
      input = there;
    }
    return there;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    BufferedReader plain = super.getReader();
    BufferedReader there = reader;
    if (there == null) {
      there = new BufferedReader(new CountedReader(plain, length(), observation));
      reader = there;
    }
    return there;
  }

  private EncodedLength length() {
    String encoding = getCharacterEncoding();
    return new EncodedLength(
        encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding));
  }

  /** Passes characters on, and counts the bytes that they were. */
  private static final class CountedReader extends Reader {
    private final Reader reader;
    private final EncodedLength length;
    private final Observation observation;

    CountedReader(Reader reader, EncodedLength length, Observation observation) {
      this.reader = reader;
      this.length = length;
      this.observation = observation;
    }

    @Override
    public int read(char[] text, int from, int most) throws IOException {
      int count = reader.read(text, from, most);
      if (count > 0) {
        observation.received(length.of(CharBuffer.wrap(text), from, count));
      }
      return count;
    }

    @Override
    public boolean ready() throws IOException {
      return reader.ready();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
