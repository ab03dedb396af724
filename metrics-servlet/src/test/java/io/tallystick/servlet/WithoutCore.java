package io.tallystick.servlet;

import io.tallystick.servlet.containers.TestContainer;
import io.tallystick.servlet.containers.TomcatContainer;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;

/** An application that has the servlet and the filter, in a place that has no core. */
public final class WithoutCore implements Callable<List<Integer>> {
  /** As it is deployed, but for what starts the runtime. */
  private static final String WEB_XML =
      DeployedApplication.WEB_XML.replaceFirst("(?s)<listener>.*</listener>", "");

  /** The answers to what the application serves and what it does not. */
  @Override
  public List<Integer> call() throws Exception {
    TomcatURLStreamHandlerFactory.disable(); // a process has one, and another Tomcat may have it
    try (TestContainer container = TomcatContainer.startWebXml(WEB_XML)) {
      int port = container.port();
      return List.of(
          Wire.get(port, "/work").status(),
          Wire.get(port, "/metrics").status(),
          Wire.get(port, "/admin/api-metrics/health").status(),
          Wire.get(port, "/work").status());
    }
  }
}
