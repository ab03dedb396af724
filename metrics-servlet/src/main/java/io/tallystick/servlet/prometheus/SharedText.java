package io.tallystick.servlet.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One text, and how many will send it. */
final class SharedText {
  private final SharedTexts texts;
  private final CompletableFuture<Chunks> chunks = new CompletableFuture<>();

  /** Guarded by the texts. */
  private int readers;

  SharedText(SharedTexts texts) {
    this.texts = texts;
  }

  void join() {
    readers++;
  }

  /** Whether that was the last reader. */
  boolean leave() {
    return --readers == 0;
  }

  void complete(Chunks written) {
    chunks.complete(written);
  }

  void fail(Throwable failure) {
    chunks.completeExceptionally(failure);
  }

  /** Waits until it is written. */
  void await() {
    written();
  }

  private Chunks written() {
    try {
      return chunks.join();
    } catch (CompletionException failure) {
      throw new IllegalStateException("Metrics could not be written.", failure.getCause());
    }
  }

  long length() {
    return written().length();
  }

  /** Sends it; to be called once by each reader. */
  void writeTo(OutputStream out) throws IOException {
    Chunks text = written();
    try {
      text.writeTo(out);
    } finally {
      texts.leave(this, text);
    }
  }
}
