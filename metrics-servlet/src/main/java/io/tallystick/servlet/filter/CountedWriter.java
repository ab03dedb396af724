package io.tallystick.servlet.filter;

import java.io.PrintWriter;
import java.nio.CharBuffer;

/** Passes characters on as they come, and counts the bytes that they become. */
final class CountedWriter extends PrintWriter {
  private final PrintWriter writer;
  private final EncodedLength length;
  private final Observation observation;

  CountedWriter(PrintWriter writer, EncodedLength length, Observation observation) {
    super(writer);
    this.writer = writer;
    this.length = length;
    this.observation = observation;
  }

  @Override
  public void write(int value) {
    writer.write(value);
    observation.sent(length.of(String.valueOf((char) value), 0, 1));
  }

  @Override
  public void write(char[] text, int from, int count) {
    writer.write(text, from, count);
    observation.sent(length.of(CharBuffer.wrap(text), from, count));
  }

  @Override
  public void write(String text, int from, int count) {
    writer.write(text, from, count);
    observation.sent(length.of(text, from, count));
  }

  /** The end of a line would go past the counting. */
  @Override
  public void println() {
    write(System.lineSeparator());
  }

  /** A writer of a container throws nothing; it only remembers that it failed. */
  @Override
  public boolean checkError() {
    boolean hasFailed = writer.checkError();
    if (hasFailed && !observation.isAnswerEnded()) {
      observation.clientGone();
    }
    return hasFailed;
  }

  @Override
  public void flush() {
    writer.flush();
  }

  /** What is written from here on fails, too, but for no fault of the client's. */
  @Override
  public void close() {
    observation.response().noteLostClient();
    writer.close();
    observation.answerEnded();
  }
}
