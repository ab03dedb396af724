package io.tallystick.servlet.filter;

import io.tallystick.core.MetricsRuntime;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The snippet of docs/filter.md. */
// snippet
@Configuration(proxyBeanMethods = false)
class SpringRegistration {
  @Bean
  FilterRegistrationBean<MetricsFilter> metricsFilter(MetricsRuntime runtime) {
    FilterSettings settings = FilterSettings.standard().exclude("/actuator/*");
    FilterRegistrationBean<MetricsFilter> filter =
        new FilterRegistrationBean<>(new MetricsFilter(runtime.metrics(), settings));
    filter.addUrlPatterns("/*");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }
}
