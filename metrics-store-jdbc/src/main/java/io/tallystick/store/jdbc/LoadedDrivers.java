package io.tallystick.store.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds drivers, and takes those out of {@code DriverManager} again that came into it because they
 * were looked for here: there they would keep the class loader of a web application for ever.
 */
final class LoadedDrivers {
  private static final Logger LOGGER = LoggerFactory.getLogger(LoadedDrivers.class);

  private final List<Driver> ours = new ArrayList<>();

  /** The driver for an address: one that is registered, or else one that can be loaded. */
  Driver of(String url) throws SQLException {
    Set<Driver> registered = registered();
    for (Driver driver : registered) {
      if (driver.acceptsURL(url)) {
        return driver;
      }
    }
    Driver loaded = load(url);
    ClassLoader loader = loaded.getClass().getClassLoader();
    registered().stream()
        .filter(driver -> !registered.contains(driver))
        .filter(driver -> driver.getClass().getClassLoader() == loader)
        .forEach(ours::add);
    return loaded;
  }

  private static Set<Driver> registered() {
    return DriverManager.drivers()
        .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
  }

  /** A driver lies beside this class, or beside the application that brought this class along. */
  private static Driver load(String url) throws SQLException {
    List<ClassLoader> loaders = new ArrayList<>();
    loaders.add(LoadedDrivers.class.getClassLoader());
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    if (ofThread != null) {
      loaders.add(ofThread);
    }
    for (ClassLoader loader : loaders) {
      Iterator<Driver> found = ServiceLoader.load(Driver.class, loader).iterator();
      while (hasNext(found)) {
        Driver driver = found.next();
        if (driver.acceptsURL(url)) {
          return driver;
        }
      }
    }
    throw none(url);
  }

  /** A driver of somebody else's that cannot be loaded is passed over. */
  private static boolean hasNext(Iterator<Driver> found) {
    while (true) {
      try {
        return found.hasNext();
      } catch (ServiceConfigurationError | LinkageError e) {
        LOGGER.debug("A JDBC driver cannot be loaded", e);
      }
    }
  }

  /** An address may hold a password, so only its beginning is said. */
  static SQLException none(String url) {
    String[] parts = url.split(":", 3);
    return parts.length < 3 || !parts[0].equals("jdbc")
        ? new SQLException("it is none of JDBC", Trouble.NO_DRIVER)
        : new SQLException("there is no driver for " + parts[1], Trouble.NO_DRIVER);
  }

  /** Takes out what came in. */
  void forget() {
    for (Driver driver : ours) {
      try {
        DriverManager.deregisterDriver(driver);
      } catch (SQLException | SecurityException e) {
        LOGGER.debug("A JDBC driver cannot be taken out of DriverManager", e);
      }
    }
    ours.clear();
  }
}
