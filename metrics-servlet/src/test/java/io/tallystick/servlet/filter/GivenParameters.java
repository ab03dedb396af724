package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * One parameter of a filter.
 *
 * @param runtime what is in the context's attribute for the runtime; null for nothing
 */
record GivenParameters(String name, String value, Object runtime) implements FilterConfig {
  @Override
  public String getFilterName() {
    return "metrics";
  }

  @Override
  public ServletContext getServletContext() {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, called, arguments) -> {
              assertThat(called.getName()).isEqualTo("getAttribute");
              assertThat(arguments).containsExactly("io.tallystick.runtime");
              return runtime;
            });
  }

  @Override
  public String getInitParameter(String asked) {
    return asked.equals(name) ? value : null;
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.enumeration(List.of(name));
  }
}
