package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestValuesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "NULL",
      value = {
        "authorization_code, AUTHORIZATION_CODE",
        "refresh_token, REFRESH_TOKEN",
        "client_credentials, CLIENT_CREDENTIALS",
        "password, PASSWORD",
        "urn:ietf:params:oauth:grant-type:device_code, DEVICE_CODE",
        "urn:ietf:params:oauth:grant-type:token-exchange, TOKEN_EXCHANGE",
        "urn:ietf:params:oauth:grant-type:jwt-bearer, JWT_BEARER",
        "PASSWORD, OTHER",
        "'', OTHER",
        "anything at all, OTHER",
        "NULL, OTHER",
      })
  void aGrantIsOneOfAFew(String parameter, GrantType expected) {
    assertThat(GrantType.of(parameter)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "NULL",
      value = {
        "code, CODE",
        "token, TOKEN",
        "id_token, ID_TOKEN",
        "code id_token, SEVERAL",
        "id_token code token, SEVERAL",
        "code token id_token token, SEVERAL",
        "code token id_token token code, OTHER",
        "code  token, OTHER",
        "code anything, OTHER",
        "' ', OTHER",
        "'', OTHER",
        "none, OTHER",
        "NULL, OTHER",
      })
  void aResponseTypeIsOneOfAFew(String parameter, ResponseType expected) {
    assertThat(ResponseType.of(parameter)).isEqualTo(expected);
  }
}
