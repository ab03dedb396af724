package io.tallystick.servlet.containers;

import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, embedded. */
public final class JettyContainer implements TestContainer {
  private final Server server;
  private final ServerConnector connector;

  private JettyContainer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /** Starts it. */
  public static JettyContainer start(Consumer<ServletContext> application) {
    return start(application, new HttpConnectionFactory());
  }

  /** Starts it so that it speaks HTTP/2, too, to whoever asks for it without TLS. */
  public static JettyContainer startWithHttp2(Consumer<ServletContext> application) {
    HttpConfiguration http = new HttpConfiguration();
    return start(
        application, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
  }

  private static JettyContainer start(
      Consumer<ServletContext> application, ConnectionFactory... protocols) {
    QueuedThreadPool threads = new QueuedThreadPool(50);
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, protocols);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServletContainerInitializer(
        (classes, servletContext) -> application.accept(servletContext));
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(TestContainer.STATUS_WITH_A_PAGE, TestContainer.ERROR_PAGE);
    errors.addErrorPage(UnsupportedOperationException.class, TestContainer.ERROR_PAGE);
    context.setErrorHandler(errors);
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not start.", e);
    }
    return new JettyContainer(server, connector);
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void waitAtMost(Duration time) {
    connector.setIdleTimeout(time.toMillis());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not stop.", e);
    }
  }
}
