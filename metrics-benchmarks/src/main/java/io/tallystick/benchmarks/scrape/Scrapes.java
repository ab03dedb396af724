package io.tallystick.benchmarks.scrape;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Scrapes one subject, and takes times and what its threads allocate. */
final class Scrapes {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Subject subject;
  private final @Nullable String encoding;
  private final byte[] buffer = new byte[1 << 16];
  private final List<Double> millis = new ArrayList<>();
  private final List<Double> megabytes = new ArrayList<>();
  private long bodyBytes;

  Scrapes(Subject subject, @Nullable String encoding) {
    this.subject = subject;
    this.encoding = encoding;
  }

  void forget() {
    millis.clear();
    megabytes.clear();
  }

  void scrape() {
    long before = allocated();
    long start = System.nanoTime();
    bodyBytes = get();
    millis.add((System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1));
    megabytes.add((allocated() - before) / (double) (1 << 20));
  }

  private long get() {
    try {
      URL url = subject.address().toURL();
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setRequestProperty("Accept", "text/plain");
      Optional.ofNullable(encoding)
          .ifPresent(wanted -> connection.setRequestProperty("Accept-Encoding", wanted));
      try (InputStream body = connection.getInputStream()) {
        long bytes = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
          bytes += read;
        }
        return bytes;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long allocated() {
    long bytes = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(subject.threads())) {
        bytes += THREADS.getThreadAllocatedBytes(thread.getId());
      }
    }
    return bytes;
  }

  double millisAt(double part) {
    return at(millis, part);
  }

  double megabytesAt(double part) {
    return at(megabytes, part);
  }

  double bodyMegabytes() {
    return bodyBytes / (double) (1 << 20);
  }

  private static double at(List<Double> numbers, double part) {
    List<Double> sorted = new ArrayList<>(numbers);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
  }
}
