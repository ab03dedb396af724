package io.tallystick.servlet;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.containers.JettyContainer;
import io.tallystick.servlet.containers.TestContainer;
import io.tallystick.servlet.containers.TomcatContainer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** What carries requests to the endpoints. */
enum Transport {
  JETTY {
    @Override
    TestContainer start(MetricsRuntime runtime, EndpointSettings settings) {
      return JettyContainer.start(mounted(runtime, settings));
    }

    @Override
    TestContainer startWithHttp2(MetricsRuntime runtime, EndpointSettings settings) {
      return JettyContainer.startWithHttp2(mounted(runtime, settings));
    }
  },
  TOMCAT {
    @Override
    TestContainer start(MetricsRuntime runtime, EndpointSettings settings) {
      return TomcatContainer.start(mounted(runtime, settings));
    }

    @Override
    TestContainer startWithHttp2(MetricsRuntime runtime, EndpointSettings settings) {
      return TomcatContainer.startWithHttp2(mounted(runtime, settings));
    }
  },
  JDK {
    @Override
    TestContainer start(MetricsRuntime runtime, EndpointSettings settings) {
      return new Alone(
          MetricsHttpServer.start(runtime, settings, new InetSocketAddress("127.0.0.1", 0)));
    }
  };

  abstract TestContainer start(MetricsRuntime runtime, EndpointSettings settings);

  /** The JDK's server has no HTTP/2. */
  TestContainer startWithHttp2(MetricsRuntime runtime, EndpointSettings settings) {
    throw new UnsupportedOperationException(name());
  }

  private static Consumer<ServletContext> mounted(
      MetricsRuntime runtime, EndpointSettings settings) {
    return context -> {
      ServletRegistration.Dynamic servlet =
          context.addServlet("metrics", new MetricsServlet(() -> runtime, settings));
      servlet.setLoadOnStartup(1);
      servlet.setAsyncSupported(true);
      servlet.addMapping("/");
    };
  }

  /** The server without a container. */
  private record Alone(MetricsHttpServer server) implements TestContainer {
    @Override
    public int port() {
      return server.address().getPort();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
