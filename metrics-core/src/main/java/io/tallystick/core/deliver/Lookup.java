package io.tallystick.core.deliver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks a host up for somebody who cannot wait for as long as the system may take. What takes
 * longer goes on on a thread of its own, of which there are few; for any thread.
 */
final class Lookup {
  private static final int MOST_AT_ONCE = 4;
  private static final Semaphore FREE = new Semaphore(MOST_AT_ONCE);

  private Lookup() {}

  /**
   * The addresses of a host.
   *
   * @throws TimeoutException when it takes too long, or too many others take long
   */
  static List<InetAddress> of(String host, Resolver resolver, Duration most)
      throws UnknownHostException, TimeoutException {
    if (!FREE.tryAcquire()) {
      throw new TimeoutException("too many are looked up");
    }
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread thread = new Thread(() -> lookUp(host, resolver, found), "tallystick-lookup");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      FREE.release();
      throw noThread;
    }
    return await(found, most);
  }

  private static void lookUp(
      String host, Resolver resolver, CompletableFuture<List<InetAddress>> found) {
    try {
      found.complete(List.of(resolver.resolve(host)));
    } catch (UnknownHostException | RuntimeException failure) {
      found.completeExceptionally(failure);
    } finally {
      FREE.release();
    }
  }

  private static List<InetAddress> await(CompletableFuture<List<InetAddress>> found, Duration most)
      throws UnknownHostException, TimeoutException {
    try {
      return found.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      throw new IllegalStateException("A host could not be looked up", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }
}
