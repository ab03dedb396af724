package io.tallystick.servlet.filter;

import io.tallystick.servlet.containers.JettyContainer;
import org.junit.jupiter.api.Nested;

class JettyFilterTest {
  @Nested
  class Answers extends AnswerContract {
    Answers() {
      super(JettyContainer::start);
    }
  }

  @Nested
  class AnswersThatComeLater extends LaterContract {
    AnswersThatComeLater() {
      super(JettyContainer::start);
    }
  }

  @Nested
  class Bodies extends BodyContract {
    Bodies() {
      super(JettyContainer::start);
    }
  }
}
