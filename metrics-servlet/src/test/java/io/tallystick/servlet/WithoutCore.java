package io.tallystick.servlet;

import io.tallystick.servlet.containers.TestContainer;
import io.tallystick.servlet.containers.TomcatContainer;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;

/** An application that has the servlet and the filter, in a place that has no core. */
public final class WithoutCore implements Callable<List<Integer>> {
  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
        <filter>
          <filter-name>metrics</filter-name>
          <filter-class>io.tallystick.servlet.filter.MetricsFilter</filter-class>
          <async-supported>true</async-supported>
        </filter>
        <filter-mapping>
          <filter-name>metrics</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
        <servlet>
          <servlet-name>metrics</servlet-name>
          <servlet-class>io.tallystick.servlet.MetricsServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>metrics</servlet-name>
          <url-pattern>/metrics</url-pattern>
          <url-pattern>/admin/*</url-pattern>
        </servlet-mapping>
        <servlet>
          <servlet-name>pong</servlet-name>
          <servlet-class>io.tallystick.servlet.Pong</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>pong</servlet-name>
          <url-pattern>/ping</url-pattern>
        </servlet-mapping>
      </web-app>
      """;

  /** The answers to what the application serves and what it does not. */
  @Override
  public List<Integer> call() throws Exception {
    TomcatURLStreamHandlerFactory.disable(); // a process has one, and another Tomcat may have it
    try (TestContainer container = TomcatContainer.startWebXml(WEB_XML)) {
      int port = container.port();
      return List.of(
          Wire.get(port, "/ping").status(),
          Wire.get(port, "/metrics").status(),
          Wire.get(port, "/admin/api-metrics/health").status(),
          Wire.get(port, "/ping").status());
    }
  }
}
