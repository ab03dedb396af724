package io.tallystick.servlet.filter;

import io.tallystick.servlet.containers.TomcatContainer;
import org.junit.jupiter.api.Nested;

class TomcatFilterTest {
  @Nested
  class Answers extends AnswerContract {
    Answers() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  class AnswersThatComeLater extends LaterContract {
    AnswersThatComeLater() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  class Bodies extends BodyContract {
    Bodies() {
      super(TomcatContainer::start);
    }
  }
}
