package io.tallystick.core.deliver;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A TCP connection to one address.
 *
 * <p>It never blocks but in {@code select}, with what is left until the deadline. A timeout of a
 * socket would begin anew with each byte, so that who sends one a second could hold it for ever,
 * and there is none for writing.
 */
final class PlainWire implements Wire {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private Deadline deadline;

  private PlainWire(SocketChannel channel, Selector selector, Deadline deadline)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.deadline = deadline;
    channel.configureBlocking(false);
    this.key = channel.register(selector, 0);
  }

  /**
   * Connects.
   *
   * @param toConnect when that is over
   * @param deadline when all else is
   */
  static PlainWire connect(InetSocketAddress address, Deadline toConnect, Deadline deadline)
      throws IOException {
    PlainWire wire = open(toConnect);
    try {
      wire.connect(address);
    } catch (IOException | RuntimeException failure) {
      wire.close();
      throw failure;
    }
    wire.deadline = deadline;
    return wire;
  }

  private static PlainWire open(Deadline deadline) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      return new PlainWire(channel, Selector.open(), deadline);
    } catch (IOException noneLeft) {
      channel.close();
      throw noneLeft;
    }
  }

  private void connect(InetSocketAddress address) throws IOException {
    if (!channel.connect(address)) {
      do {
        await(SelectionKey.OP_CONNECT);
      } while (!channel.finishConnect());
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    deadline.millisLeft(); // who sends without end is cut off too
    int read = channel.read(into);
    while (read == 0) {
      await(SelectionKey.OP_READ);
      read = channel.read(into);
    }
    return read;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      if (channel.write(from) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    selector.select(deadline.millisLeft());
    selector.selectedKeys().clear();
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("it was interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    try (channel;
        selector) {
      key.cancel();
    }
  }
}
