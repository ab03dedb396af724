package io.tallystick.core.collect;

/**
 * Which application this is.
 *
 * <pre>{@code
 * new AppIdentity("shop", "1.4.2", "production");
 * }</pre>
 *
 * @param name of the application
 * @param version of it
 * @param environment where it runs
 */
public record AppIdentity(String name, String version, String environment) {}
