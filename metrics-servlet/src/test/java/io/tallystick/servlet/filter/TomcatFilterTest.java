package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.servlet.containers.TomcatContainer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomcatFilterTest {
  @Nested
  class Answers extends AnswerContract {
    Answers() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  class LimitsOfClients extends LimitContract {
    LimitsOfClients() {
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
  class ClosedBodies extends ClosedBodyContract {
    ClosedBodies() {
      super(TomcatContainer::start);
    }

    @Override
    void redirect(String way, HttpServletResponse response) throws IOException {
      switch (way) {
        case "plain" -> response.sendRedirect("/closed-bytes");
        case "status" -> response.sendRedirect("/closed-bytes", 307);
        case "clearing" -> response.sendRedirect("/closed-bytes", true);
        default -> response.sendRedirect("/closed-bytes", 303, false);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "status", "clearing"})
    @Override
    void whatARedirectTakesBackIsNotCounted(String way) throws Exception {
      super.whatARedirectTakesBackIsNotCounted(way);
    }

    @Test
    void whatARedirectLeavesIsCounted() throws Exception {
      assertThat(get("/redirected/leaving").body()).hasSize(7);
      hasOne("/redirected/*", "GET", "3xx");
      hasSent(7);
    }
  }

  @Nested
  class Bodies extends BodyContract {
    Bodies() {
      super(TomcatContainer::start);
    }
  }
}
