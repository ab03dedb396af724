package io.tallystick.servlet.containers;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Constants;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** Tomcat, embedded. */
public final class TomcatContainer implements TestContainer {
  private static final Logger LOGGING = Logger.getLogger("org.apache");

  private final Tomcat tomcat;
  private final Path directory;

  private TomcatContainer(Tomcat tomcat, Path directory) {
    this.tomcat = tomcat;
    this.directory = directory;
  }

  /** Starts it. */
  public static TomcatContainer start(Consumer<ServletContext> application) {
    return started((tomcat, directory) -> added(tomcat, directory, application));
  }

  /** Starts it so that it speaks HTTP/2, too, to whoever asks for it without TLS. */
  public static TomcatContainer startWithHttp2(Consumer<ServletContext> application) {
    return started(
        (tomcat, directory) -> {
          tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
          return added(tomcat, directory, application);
        });
  }

  private static Context added(
      Tomcat tomcat, Path directory, Consumer<ServletContext> application) {
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(
        (classes, servletContext) -> application.accept(servletContext), null);
    return context;
  }

  /** Starts it with an application that is a {@code web.xml} and nothing else. */
  public static TomcatContainer startWebXml(String webXml) {
    return startWebXml(webXml, TomcatContainer.class.getClassLoader());
  }

  /** Starts it with such an application, whose classes a loader has. */
  public static TomcatContainer startWebXml(String webXml, ClassLoader classes) {
    return started(
        (tomcat, directory) -> {
          Path file = directory.resolve("WEB-INF").resolve("web.xml");
          Files.createDirectories(file.getParent());
          Files.writeString(file, webXml);
          Context context = tomcat.addContext("", directory.toString());
          ContextConfig config = new ContextConfig();
          config.setDefaultWebXml(Constants.NoDefaultWebXml);
          context.addLifecycleListener(config);
          StandardJarScanner scanner = new StandardJarScanner();
          scanner.setScanClassPath(false);
          context.setJarScanner(scanner);
          context.setParentClassLoader(classes);
          return context;
        });
  }

  private static TomcatContainer started(Application application) {
    LOGGING.setLevel(Level.OFF);
    try {
      Path directory = Files.createTempDirectory("tomcat");
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(directory.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
      Context context = application.added(tomcat, directory);
      Logger.getLogger(context.getLogName()).setLevel(Level.OFF); // addContext switched it on
      // A real Tomcat has it from its own web.xml; without it no filter sees what is mapped
      // nowhere.
      Tomcat.addServlet(context, "default", new DefaultServlet()).setOverridable(true);
      context.addServletMapping("/", "default");
      context.addErrorPage(errorPage());
      context.addErrorPage(exceptionPage());
      tomcat.start();
      return new TomcatContainer(tomcat, directory);
    } catch (IOException | LifecycleException e) {
      throw new IllegalStateException("Tomcat did not start.", e);
    }
  }

  private static ErrorPage errorPage() {
    ErrorPage page = new ErrorPage();
    page.setErrorCode(TestContainer.STATUS_WITH_A_PAGE);
    page.setLocation(TestContainer.ERROR_PAGE);
    return page;
  }

  private static ErrorPage exceptionPage() {
    ErrorPage page = new ErrorPage();
    page.setExceptionType(UnsupportedOperationException.class.getName());
    page.setLocation(TestContainer.ERROR_PAGE);
    return page;
  }

  /** Takes its application down, and goes on. */
  public void undeploy() {
    for (Container application : tomcat.getHost().findChildren()) {
      tomcat.getHost().removeChild(application);
    }
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void waitAtMost(Duration time) {
    tomcat.getConnector().setProperty("connectionTimeout", Long.toString(time.toMillis()));
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
      removeDirectory();
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat did not stop.", e);
    }
  }

  private void removeDirectory() {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds an application. */
  private interface Application {
    Context added(Tomcat tomcat, Path directory) throws IOException;
  }
}
