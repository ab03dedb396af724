package io.tallystick.core.collect;

import io.tallystick.Tags;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The pools of HikariCP of this application that are registered with JMX ({@code registerMbeans}),
 * under the names that they have. Where no server of beans was made it makes none.
 */
final class JmxPoolsCollector implements Collector {
  private static final String POOL_TYPE = "Pool";

  @Override
  public String name() {
    return "pools";
  }

  @Override
  public void collect(Readings to) throws JMException {
    List<MBeanServer> servers = MBeanServerFactory.findMBeanServer(null);
    if (servers.isEmpty()) {
      return;
    }
    ObjectName pattern = new ObjectName("com.zaxxer.hikari:type=Pool*,*");
    for (MBeanServer server : servers) {
      for (ObjectName pool : server.queryNames(pattern, null)) {
        String name = poolName(pool);
        if (name != null && isOfOurApplication(server, pool)) {
          PoolCollector.report(to, new Bean(server, pool, name), Tags.of("pool", name));
        }
      }
    }
  }

  /**
   * All applications of a virtual machine share a server of beans: those of others have class
   * loaders that ours does not see.
   */
  private static boolean isOfOurApplication(MBeanServer server, ObjectName pool) {
    try {
      ClassLoader loader = server.getClassLoaderFor(pool);
      return loader == null
          || isSeenFrom(Thread.currentThread().getContextClassLoader(), loader)
          || isSeenFrom(JmxPoolsCollector.class.getClassLoader(), loader);
    } catch (JMException | SecurityException nobodyKnows) {
      return true;
    }
  }

  private static boolean isSeenFrom(@Nullable ClassLoader from, ClassLoader loader) {
    for (ClassLoader each = from; each != null; each = each.getParent()) {
      if (each == loader) {
        return true;
      }
    }
    return false;
  }

  /** {@code type=Pool (main)}, or {@code type=Pool,name=main}; null for what is no pool. */
  static @Nullable String poolName(ObjectName bean) {
    String type = bean.getKeyProperty("type");
    if (type.equals(POOL_TYPE)) {
      return bean.getKeyProperty("name");
    }
    return type.startsWith(POOL_TYPE + " (") && type.endsWith(")")
        ? type.substring(POOL_TYPE.length() + 2, type.length() - 1)
        : null;
  }

  /** A pool behind its bean, which may be gone by now: then it knows nothing. */
  private record Bean(MBeanServer server, ObjectName pool, String name) implements PoolFigures {
    @Override
    public int active() {
      return attribute(pool, "ActiveConnections");
    }

    @Override
    public int idle() {
      return attribute(pool, "IdleConnections");
    }

    @Override
    public int pending() {
      return attribute(pool, "ThreadsAwaitingConnection");
    }

    @Override
    public int max() {
      String config =
          pool.getKeyProperty("type").equals(POOL_TYPE)
              ? "type=PoolConfig,name=" + name
              : "type=PoolConfig (" + name + ")";
      try {
        Set<ObjectName> configs =
            server.queryNames(new ObjectName(pool.getDomain() + ":" + config), null);
        return configs.isEmpty() ? -1 : attribute(configs.iterator().next(), "MaximumPoolSize");
      } catch (JMException | JMRuntimeException nameOfNone) {
        return -1;
      }
    }

    private int attribute(ObjectName bean, String attribute) {
      try {
        return server.getAttribute(bean, attribute) instanceof Integer value ? value : -1;
      } catch (JMException | JMRuntimeException isGoneOrBroken) {
        return -1;
      }
    }
  }
}
