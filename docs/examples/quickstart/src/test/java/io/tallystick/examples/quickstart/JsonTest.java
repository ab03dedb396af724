package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(strings = {"tea", "", "a \"good\" one", "c:\\tea", "two\nlines\u0001", "Tür 茶"})
  void aTextIsReadAsItWasWritten(String plain) throws JsonProcessingException {
    assertThat(new ObjectMapper().readTree(Json.text(plain)).asText()).isEqualTo(plain);
  }
}
