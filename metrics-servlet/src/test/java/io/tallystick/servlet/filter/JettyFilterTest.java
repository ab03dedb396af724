package io.tallystick.servlet.filter;

import io.tallystick.servlet.containers.JettyContainer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JettyFilterTest {
  @Nested
  class Answers extends AnswerContract {
    Answers() {
      super(JettyContainer::start);
    }
  }

  @Nested
  class LimitsOfClients extends LimitContract {
    LimitsOfClients() {
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
  class ClosedBodies extends ClosedBodyContract {
    ClosedBodies() {
      super(JettyContainer::start);
    }

    @Override
    void redirect(String way, HttpServletResponse response) throws IOException {
      response.sendRedirect("/closed-bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = "plain")
    @Override
    void whatARedirectTakesBackIsNotCounted(String way) throws Exception {
      super.whatARedirectTakesBackIsNotCounted(way);
    }
  }

  @Nested
  class Bodies extends BodyContract {
    Bodies() {
      super(JettyContainer::start);
    }
  }
}
