package io.tallystick.core.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.instrument.sql.TimedDataSource;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real pools under load say how full they are. */
class PoolCollectorTest {
  private static final String IN_MEMORY = "jdbc:h2:mem:";

  private final CollectRig rig = new CollectRig();
  private final List<Connection> taken = new ArrayList<>();

  @AfterEach
  void close() throws SQLException {
    for (Connection each : taken) {
      each.close();
    }
    rig.close();
  }

  private static HikariDataSource hikari(boolean isInJmx) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("orders pool");
    config.setJdbcUrl(IN_MEMORY);
    config.setMaximumPoolSize(5);
    config.setMinimumIdle(1);
    config.setRegisterMbeans(isInJmx);
    return new HikariDataSource(config);
  }

  private void take(DataSource source, int connections) throws SQLException {
    for (int i = 0; i < connections; i++) {
      taken.add(source.getConnection());
    }
  }

  private void assertShown(String pool, int active, int max) {
    rig.recorded().gauge("database.connections.active", "pool", pool).isEqualTo(active);
    assertThat(rig.recorded().gauge("database.connections.idle", "pool", pool).value())
        .isBetween(0.0, 5.0 - active);
    rig.recorded().gauge("database.connections.max", "pool", pool).isEqualTo(max);
  }

  @Test
  void aPoolOfHikariIsAskedDirectly() throws Exception {
    try (HikariDataSource pool = hikari(false)) {
      take(pool, 3);
      rig.registry.add(PoolCollector.of("orders", pool));
      rig.ask();
      assertShown("orders", 3, 5);
      rig.recorded().gauge("database.connections.pending", "pool", "orders").isEqualTo(0);
    }
  }

  @Test
  void callersThatWaitForAConnectionShow() throws Exception {
    try (HikariDataSource pool = hikari(false)) {
      take(pool, 5);
      CountDownLatch got = new CountDownLatch(1);
      Thread waiting =
          new Thread(
              () -> {
                try (Connection late = pool.getConnection()) {
                  if (late.isValid(1)) {
                    got.countDown();
                  }
                } catch (SQLException neverThere) {
                  throw new IllegalStateException(neverThere);
                }
              });
      waiting.start();
      rig.registry.add(PoolCollector.of("orders", pool));
      long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      do {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        rig.askAgain();
      } while (rig.recorded().gauge("database.connections.pending").value() < 1
          && System.nanoTime() < until);

      rig.recorded().gauge("database.connections.pending", "pool", "orders").isEqualTo(1);
      assertShown("orders", 5, 5);
      taken.remove(0).close();
      got.await();
      waiting.join();
    }
  }

  @Test
  void poolsOfHikariInJmxAreFoundByThemselvesAndGoWhenTheyClose() throws Exception {
    rig.registry.add(new JmxPoolsCollector());
    try (HikariDataSource pool = hikari(true)) {
      take(pool, 2);
      rig.ask();
      assertShown("orders pool", 2, 5);
      rig.recorded().gauge("database.connections.pending", "pool", "orders pool").isEqualTo(0);
    }
    rig.askAgain();

    rig.recorded().hasNoSeries("database.connections.active");
    assertThat(rig.status("pools").lastError()).isNull();
  }

  @Test
  void poolsOfAnotherApplicationInTheSameVirtualMachineAreNotShown() throws Exception {
    rig.registry.add(new JmxPoolsCollector());
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader other =
            new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        AutoCloseable theirs = hikariOf(other)) {
      rig.ask();
      rig.recorded().hasNoSeries("database.connections.active");
      assertThat(rig.status("pools").lastError()).isNull();
      assertThat(theirs.getClass().getClassLoader()).isSameAs(other);
    }
  }

  /** A pool that is open and registered with JMX, of a class that only this loader sees. */
  private static AutoCloseable hikariOf(ClassLoader loader) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Class<?> type = loader.loadClass(HikariDataSource.class.getName());
      Object pool = type.getDeclaredConstructor().newInstance();
      type.getMethod("setPoolName", String.class).invoke(pool, "theirs");
      JdbcDataSource database = new JdbcDataSource(); // the driver manager has none for this loader
      database.setUrl(IN_MEMORY);
      type.getMethod("setDataSource", DataSource.class).invoke(pool, database);
      type.getMethod("setRegisterMbeans", boolean.class).invoke(pool, true);
      ((AutoCloseable) type.getMethod("getConnection").invoke(pool)).close();
      return (AutoCloseable) pool;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void bothFormsOfABeansNameAreUnderstood() throws Exception {
    assertThat(JmxPoolsCollector.poolName(new ObjectName("com.zaxxer.hikari:type=Pool (a b)")))
        .isEqualTo("a b");
    assertThat(JmxPoolsCollector.poolName(new ObjectName("com.zaxxer.hikari:type=Pool,name=main")))
        .isEqualTo("main");
    assertThat(JmxPoolsCollector.poolName(new ObjectName("com.zaxxer.hikari:type=PoolConfig (a)")))
        .isNull();
    assertThat(
            JmxPoolsCollector.poolName(
                new ObjectName("com.zaxxer.hikari:type=PoolConfig,name=main")))
        .isNull();
  }

  @Test
  void aPoolOfDbcpIsAskedDirectly() throws Exception {
    try (BasicDataSource pool = new BasicDataSource()) {
      pool.setUrl(IN_MEMORY);
      pool.setMaxTotal(5);
      take(pool, 2);
      rig.registry.add(PoolCollector.of("dbcp", pool));
      rig.ask();
      assertShown("dbcp", 2, 5);
    }
  }

  @Test
  void aPoolOfTomcatIsAskedDirectly() throws Exception {
    org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
    pool.setDriverClassName("org.h2.Driver");
    pool.setUrl(IN_MEMORY);
    pool.setMaxActive(5);
    pool.setInitialSize(1);
    take(pool, 4);
    rig.registry.add(PoolCollector.of("tomcat", pool));
    rig.ask();
    assertShown("tomcat", 4, 5);
    rig.recorded().gauge("database.connections.pending", "pool", "tomcat").isEqualTo(0);
    pool.close(true);
  }

  @Test
  void aPoolBehindAWrapperIsFound() throws Exception {
    try (HikariDataSource hikari = hikari(false);
        BasicDataSource dbcp = new BasicDataSource()) {
      dbcp.setUrl(IN_MEMORY);
      dbcp.setMaxTotal(5);
      take(TimedDataSource.of(hikari), 2);
      take(TimedDataSource.of(dbcp), 1);
      rig.registry.add(PoolCollector.of("hikari", TimedDataSource.of(hikari)));
      rig.registry.add(PoolCollector.of("dbcp", TimedDataSource.of(dbcp)));
      rig.ask();

      assertShown("hikari", 2, 5);
      assertShown("dbcp", 1, 5);
    }
  }

  @Test
  void anyOtherPoolTellsThroughTheInterface() throws Exception {
    rig.registry.add(
        PoolCollector.of(
            "own",
            new PoolFigures() {
              @Override
              public int active() {
                return 4;
              }

              @Override
              public int idle() {
                return 1;
              }
            }));
    rig.ask();

    rig.recorded().gauge("database.connections.active", "pool", "own").isEqualTo(4);
    rig.recorded().gauge("database.connections.idle", "pool", "own").isEqualTo(1);
    rig.recorded().hasNoSeries("database.connections.max");
  }

  @Test
  void whatIsNoPoolIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PoolCollector.of("main", new JdbcDataSource()))
        .withMessageContainingAll("org.h2.jdbcx.JdbcDataSource", "PoolFigures");
  }
}
