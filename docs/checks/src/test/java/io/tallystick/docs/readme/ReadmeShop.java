package io.tallystick.docs.readme;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import io.tallystick.store.sqlite.SqliteStore;
import java.net.InetSocketAddress;

/** The application of the README; it prints where it is, and ends when somebody says so. */
final class ReadmeShop {
  private ReadmeShop() {}

  public static void main(String... arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Orders orders = new Orders(order -> new Receipt("17"));
    orders.pay(new Order(100, "before"));
    MetricsRuntime runtime =
        MetricsRuntime.builder()
            .source("service:shop")
            .storage(SqliteStore.open("data/metrics.db"))
            .build()
            .start();
    orders.pay(new Order(312, "web"));
    MetricsHttpServer server =
        MetricsHttpServer.start(
            runtime, EndpointSettings.standard(), new InetSocketAddress("127.0.0.1", port));
    System.out.println("http:/" + server.address() + "/");
    System.in.read();
    server.close();
    runtime.close(); // writes the last samples, within five seconds
    orders.pay(new Order(100, "after"));
    System.out.println("closed");
  }
}
