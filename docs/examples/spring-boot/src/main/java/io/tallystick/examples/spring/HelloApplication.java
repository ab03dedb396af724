package io.tallystick.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Says hello, and counts how often. */
@SpringBootApplication
public class HelloApplication {
  /** Starts it; {@code --server.port=8081} and whatever else Spring Boot takes. */
  public static void main(String[] arguments) {
    SpringApplication.run(HelloApplication.class, arguments);
  }
}
