package io.tallystick.servlet.filter;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** One parameter of a filter. */
record GivenParameters(String name, String value) implements FilterConfig {
  @Override
  public String getFilterName() {
    return "metrics";
  }

  @Override
  public ServletContext getServletContext() {
    throw new UnsupportedOperationException("There is no context.");
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
