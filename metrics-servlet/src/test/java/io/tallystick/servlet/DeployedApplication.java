package io.tallystick.servlet;

import io.tallystick.Metrics;
import io.tallystick.core.MetricsRuntime;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** An application as it is deployed: it starts its runtime, and closes it when it goes. */
public final class DeployedApplication implements ServletContextListener {
  static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
        <listener>
          <listener-class>io.tallystick.servlet.DeployedApplication</listener-class>
        </listener>
        <filter>
          <filter-name>filter</filter-name>
          <filter-class>io.tallystick.servlet.filter.MetricsFilter</filter-class>
          <async-supported>true</async-supported>
        </filter>
        <filter-mapping>
          <filter-name>filter</filter-name>
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
          <servlet-name>work</servlet-name>
          <servlet-class>io.tallystick.servlet.DeployedApplication$Work</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>work</servlet-name>
          <url-pattern>/work</url-pattern>
        </servlet-mapping>
      </web-app>
      """;

  private MetricsRuntime runtime;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    runtime = MetricsRuntime.builder().source("service:test").build().start();
    event.getServletContext().setAttribute(MetricsServlet.RUNTIME, runtime);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    runtime.close();
  }

  /** Records in all the ways that leave something with a thread. */
  public static final class Work extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Metrics metrics = Metrics.current();
      metrics.count("order.placed.count", 1, "region", "eu");
      metrics.histogram("order.price_eur", 17.5);
      metrics.duration("order.check.duration_ms", Duration.ofMillis(3));
      response.getWriter().print("done");
    }
  }
}
