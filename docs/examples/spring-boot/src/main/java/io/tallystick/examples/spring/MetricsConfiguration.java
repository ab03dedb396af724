package io.tallystick.examples.spring;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsServlet;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import io.tallystick.store.sqlite.SqliteStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
  @Bean(destroyMethod = "close")
  MetricsRuntime metricsRuntime(
      @Value("${metrics.file:data/metrics.db}") String file,
      @Value("${metrics.installed:true}") boolean installed) {
    return MetricsRuntime.builder()
        .source("service:hello")
        .installed(installed)
        .storage(SqliteStore.open(file))
        .build()
        .start();
  }

  @Bean
  FilterRegistrationBean<MetricsFilter> metricsFilter(MetricsRuntime runtime) {
    FilterSettings settings = FilterSettings.standard().exclude("/metrics", "/admin/*");
    FilterRegistrationBean<MetricsFilter> filter =
        new FilterRegistrationBean<>(new MetricsFilter(runtime.metrics(), settings));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  ServletRegistrationBean<MetricsServlet> metricsEndpoints(MetricsRuntime runtime) {
    return new ServletRegistrationBean<>(
        new MetricsServlet(() -> runtime, EndpointSettings.standard()), "/metrics", "/admin/*");
  }
}
