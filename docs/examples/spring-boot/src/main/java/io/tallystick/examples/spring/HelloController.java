package io.tallystick.examples.spring;

import io.tallystick.core.MetricsRuntime;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HelloController {
  private final MetricsRuntime runtime;

  HelloController(MetricsRuntime runtime) {
    this.runtime = runtime;
  }

  @GetMapping("/hello/{name}")
  String hello(@PathVariable("name") String name) {
    String length = name.length() > 8 ? "long" : "short";
    runtime.metrics().count("hello.said.count", 1, "name_length", length);
    return "Hello, " + name + "!";
  }
}
