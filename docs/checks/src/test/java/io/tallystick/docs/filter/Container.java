package io.tallystick.docs.filter;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Constants;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A real container with one application on a free port of this machine, and who asks it. */
final class Container implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Logger LOGGING = Logger.getLogger("org.apache");

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final AutoCloseable end;

  private Container(int port, AutoCloseable end) {
    this.port = port;
    this.end = end;
  }

  /** Starts one. */
  @FunctionalInterface
  interface Starter {
    Container start(Consumer<ServletContext> application) throws Exception;
  }

  static List<Starter> kinds() {
    return List.of(Container::jetty, Container::tomcat);
  }

  static Container jetty(Consumer<ServletContext> application) throws Exception {
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServletContainerInitializer((classes, given) -> application.accept(given));
    return jetty(context);
  }

  static Container jetty(ServletContextHandler context) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(20);
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    return new Container(connector.getLocalPort(), server::stop);
  }

  static Container tomcat(Consumer<ServletContext> application) throws Exception {
    return tomcat(
        context ->
            context.addServletContainerInitializer(
                (classes, given) -> application.accept(given), null),
        "");
  }

  /** Tomcat with an application whose descriptor is this. */
  static Container tomcatOf(String webXml) throws Exception {
    return tomcat(
        context -> {
          ContextConfig config = new ContextConfig();
          config.setDefaultWebXml(Constants.NoDefaultWebXml);
          context.addLifecycleListener(config);
          StandardJarScanner scanner = new StandardJarScanner();
          scanner.setScanClassPath(false);
          context.setJarScanner(scanner);
          context.setParentClassLoader(Container.class.getClassLoader());
        },
        webXml);
  }

  static Container tomcat(Consumer<Context> application, String webXml) throws Exception {
    LOGGING.setLevel(Level.OFF);
    Path directory = Files.createTempDirectory("tomcat");
    if (!webXml.isEmpty()) {
      Path file = directory.resolve("WEB-INF").resolve("web.xml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, webXml);
    }
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", directory.toString());
    Logger.getLogger(context.getLogName()).setLevel(Level.OFF);
    application.accept(context);
    Tomcat.addServlet(context, "default", new DefaultServlet()).setOverridable(true);
    context.addServletMapping("/", "default");
    tomcat.start();
    return new Container(tomcat.getConnector().getLocalPort(), () -> end(tomcat, directory));
  }

  private static void end(Tomcat tomcat, Path directory) throws IOException, LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  int status(String path, String... headers) throws IOException, InterruptedException {
    return get(path, headers).statusCode();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (Exception e) {
      throw new IllegalStateException("The container did not end.", e);
    }
  }
}
