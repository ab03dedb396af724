package io.tallystick.servlet.filter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;

/** Passes characters on, and counts the bytes that they were. */
final class CountedReader extends Reader {
  private final Reader reader;
  private final EncodedLength length;
  private final Observation observation;

  private CountedReader(Reader reader, EncodedLength length, Observation observation) {
    this.reader = reader;
    this.length = length;
    this.observation = observation;
  }

  static BufferedReader over(Reader reader, EncodedLength length, Observation observation) {
    return new BufferedReader(new CountedReader(reader, length, observation));
  }

  @Override
  public int read(char[] text, int from, int most) throws IOException {
    int count;
    try {
      count = reader.read(text, from, most);
    } catch (IOException e) {
      throw observation.unreadable(e);
    }
    observation.received(count > 0 ? length.of(CharBuffer.wrap(text), from, count) : 0);
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
