package io.tallystick.core.deliver;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** TLS over another connection, whose deadline is its own too. */
final class TlsWire implements Wire {
  /** More than a record of TLS or what is in it can have. */
  private static final int LARGEST_BUFFER = 1 << 17;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Wire wire;
  private final SSLEngine engine;

  /** What came and is not decrypted yet; between calls ready to be read from. */
  private ByteBuffer received;

  /** What was decrypted and not read yet; between calls ready to be read from. */
  private ByteBuffer decrypted;

  private TlsWire(Wire wire, SSLEngine engine) {
    this.wire = wire;
    this.engine = engine;
    this.received = emptyOf(engine.getSession().getPacketBufferSize());
    this.decrypted = emptyOf(engine.getSession().getApplicationBufferSize());
  }

  private static ByteBuffer emptyOf(int size) {
    return ByteBuffer.allocate(size).limit(0);
  }

  /** Agrees with the other end, or throws; the wire stays open then. */
  static TlsWire handshake(Wire wire, SSLEngine engine) throws IOException {
    engine.setUseClientMode(true);
    TlsWire tls = new TlsWire(wire, engine);
    engine.beginHandshake();
    tls.follow(engine.getHandshakeStatus());
    return tls;
  }

  /** Does what the engine asks for, until it asks for nothing any more. */
  private void follow(HandshakeStatus first) throws IOException {
    HandshakeStatus status = first;
    while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
      status =
          switch (status) {
            case NEED_TASK -> runTasks();
            case NEED_WRAP -> wrap(NOTHING.duplicate());
            default -> unwrapMore();
          };
    }
  }

  private HandshakeStatus runTasks() {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
    return engine.getHandshakeStatus();
  }

  private HandshakeStatus unwrapMore() throws IOException {
    SSLEngineResult result = unwrap();
    if (result.getStatus() == Status.CLOSED) {
      throw new EOFException("it ended before TLS was agreed on");
    }
    return result.getHandshakeStatus();
  }

  /** Encrypts one record and sends it; what the engine asks for then. */
  private HandshakeStatus wrap(ByteBuffer from) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(from, record);
    if (result.getStatus() != Status.OK) {
      throw new SSLException("TLS ended while something was sent");
    }
    wire.write(record.flip());
    return result.getHandshakeStatus();
  }

  /** Decrypts one record, for which it waits. */
  private SSLEngineResult unwrap() throws IOException {
    while (true) {
      decrypted.compact();
      SSLEngineResult result;
      try {
        result = engine.unwrap(received, decrypted);
      } finally {
        decrypted.flip();
      }
      switch (result.getStatus()) {
        case BUFFER_OVERFLOW -> decrypted = larger(decrypted);
        case BUFFER_UNDERFLOW -> receive();
        default -> {
          return result;
        }
      }
    }
  }

  private void receive() throws IOException {
    if (received.remaining() == received.capacity()) {
      received = larger(received);
    }
    received.compact();
    int read;
    try {
      read = wire.read(received);
    } finally {
      received.flip();
    }
    if (read < 0) {
      throw new EOFException("it ended in the middle of TLS");
    }
  }

  private static ByteBuffer larger(ByteBuffer full) throws IOException {
    int size = full.capacity() * 2;
    if (size > LARGEST_BUFFER) {
      throw new SSLException("a record of TLS is too large");
    }
    return ByteBuffer.allocate(size).put(full).flip();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!decrypted.hasRemaining()) {
      SSLEngineResult result = unwrap();
      if (result.getStatus() == Status.CLOSED) {
        return -1;
      }
      follow(result.getHandshakeStatus());
    }
    int length = Math.min(into.remaining(), decrypted.remaining());
    into.put(decrypted.slice(decrypted.position(), length));
    decrypted.position(decrypted.position() + length);
    return length;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      follow(wrap(from));
    }
  }

  /** Says that it ends, where the other end still listens. */
  @Override
  public void close() throws IOException {
    try (wire) {
      engine.closeOutbound();
      ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(NOTHING.duplicate(), record);
      wire.write(record.flip());
    }
  }
}
