package io.tallystick.servlet.prometheus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Texts for scrapers: those that ask for the same while it is being written get one text. Its
 * memory is used again once the last of them has sent it. Any thread may call.
 *
 * <p>Whoever joins is counted under the lock while the text is still to be found there, so a text
 * that is not found any more and has no readers left never gets one again. A reader that never
 * sends, as where a client is gone, leaves the text to the garbage collector.
 */
final class SharedTexts {
  /** How much memory waits for the next text. */
  private static final int MOST_SPARE = 512;

  private final Exposition exposition;

  /** Guarded by this, like what follows and the readers of each. */
  private final Map<Wanted, SharedText> beingWritten = new HashMap<>();

  private Deque<byte[]> spare = new ArrayDeque<>();

  SharedTexts(Exposition exposition) {
    this.exposition = exposition;
  }

  /** The lines of some names, or of all; the caller sends it once. */
  SharedText of(Style style, Set<String> names) {
    Wanted wanted = new Wanted(style, names);
    SharedText own = new SharedText(this);
    SharedText text;
    synchronized (this) {
      text = beingWritten.computeIfAbsent(wanted, none -> own);
      text.join();
    }
    if (text == own) {
      write(wanted, own);
    }
    text.await();
    return text;
  }

  private void write(Wanted wanted, SharedText text) {
    try {
      Chunks chunks = new Chunks(takeSpare());
      synchronized (exposition) {
        exposition.write(wanted.style(), wanted.names(), chunks);
      }
      text.complete(chunks);
    } catch (Throwable failure) {
      text.fail(failure);
      throw failure;
    } finally {
      synchronized (this) {
        beingWritten.remove(wanted, text);
      }
    }
  }

  private synchronized Deque<byte[]> takeSpare() {
    Deque<byte[]> taken = spare;
    spare = new ArrayDeque<>();
    return taken;
  }

  /** One of its readers has sent it. */
  synchronized void leave(SharedText text, Chunks chunks) {
    if (text.leave() && !beingWritten.containsValue(text)) {
      Deque<byte[]> memory = chunks.recycled();
      if (memory.size() > spare.size() && memory.size() <= MOST_SPARE) {
        spare = memory;
      }
    }
  }

  /** What a scraper asks for. */
  private record Wanted(Style style, Set<String> names) {}
}
