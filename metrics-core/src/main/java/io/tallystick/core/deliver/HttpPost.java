package io.tallystick.core.deliver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to an address that was checked, over a connection of its own.
 *
 * <p>The JDK's client looks a host up by itself when it connects, and may then find another address
 * than the one that was checked. Here the address is looked up once, and the host's name goes into
 * the request, into TLS (SNI) and into the check of the certificate.
 */
final class HttpPost {
  private static final int MOST_ADDRESSES = 4;
  private static final Logger LOGGER = LoggerFactory.getLogger(HttpPost.class);

  private final WebhookAddress to;
  private final WebhookSettings settings;
  private final Deadline deadline;

  HttpPost(WebhookAddress to, WebhookSettings settings, Deadline deadline) {
    this.to = to;
    this.settings = settings;
    this.deadline = deadline;
  }

  /** Sends a request to the first of these addresses that takes a connection. */
  HttpReply send(byte[] request, List<InetAddress> addresses) throws IOException {
    Wire plain = connect(addresses);
    Wire wire = plain;
    try {
      wire = to.isTls ? TlsWire.handshake(plain, engine()) : plain;
      wire.write(ByteBuffer.wrap(request));
      return reply(wire);
    } finally {
      close(wire);
    }
  }

  private static HttpReply reply(Wire wire) throws IOException {
    ReplyReader reader = new ReplyReader(wire);
    HttpReply reply = reader.head();
    reader.skipBody(reply);
    return reply;
  }

  /** Each has its share of the time, so that one that is not there does not take it all. */
  private Wire connect(List<InetAddress> addresses) throws IOException {
    int tries = Math.min(addresses.size(), MOST_ADDRESSES);
    IOException last = new IOException("it has no address");
    for (int i = 0; i < tries; i++) {
      InetSocketAddress address = new InetSocketAddress(addresses.get(i), to.port);
      try {
        return PlainWire.connect(address, deadline.part(tries - i), deadline);
      } catch (IOException failure) {
        last = failure;
        requireTimeAndQuiet(failure);
      }
    }
    throw last;
  }

  private void requireTimeAndQuiet(IOException failure) throws IOException {
    if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
      throw failure;
    }
  }

  private SSLEngine engine() throws IOException {
    SSLEngine engine = context().createSSLEngine(to.hostName(), to.port);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!to.isHostAnAddress()) {
      parameters.setServerNames(List.of(new SNIHostName(to.hostName())));
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  private SSLContext context() throws IOException {
    SSLContext stated = settings.tls;
    try {
      return stated == null ? SSLContext.getDefault() : stated;
    } catch (GeneralSecurityException none) {
      throw new IOException("this Java has no TLS", none);
    }
  }

  private static void close(Wire wire) {
    try {
      wire.close();
    } catch (IOException broken) { // the reply was read or its failure is on its way
      LOGGER.debug("A connection could not be closed in order", broken);
    }
  }
}
