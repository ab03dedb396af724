package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
  private static String address(String remote, String forwarded, String... proxies) {
    FakeRequest request = FakeRequest.to("/").from(remote);
    if (!forwarded.isEmpty()) {
      request.header("X-Forwarded-For", forwarded);
    }
    return Caller.of(request, Arrays.stream(proxies).map(IpRange::parse).toList()).addressText();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, '', 10.0.0.1",
    "10.0.0.1, 192.0.2.7, 192.0.2.7",
    "192.0.2.1, 192.0.2.7, 192.0.2.1",
    "10.0.0.1, '192.0.2.7, 10.0.0.2', 192.0.2.7",
    "10.0.0.1, '192.0.2.7,203.0.113.9,10.0.0.2', 203.0.113.9",
    "10.0.0.1, '10.0.0.3, 10.0.0.2', 10.0.0.3",
    "10.0.0.1, '192.0.2.7, rubbish', unknown",
    "10.0.0.1, '192.0.2.7,', unknown",
    "10.0.0.1, 'unknown', unknown",
    "[::1], '', 0:0:0:0:0:0:0:1"
  })
  void theNearestThatIsNoProxyOfOursIsWhoAsks(String remote, String forwarded, String address) {
    assertThat(address(remote, forwarded, "10.0.0.0/8")).isEqualTo(address);
  }

  @Test
  void withoutProxiesNothingForwardedIsBelieved() {
    assertThat(address("10.0.0.1", "192.0.2.7")).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "[::1]", "[0:0:0:0:0:0:0:1]"})
  void aLoopbackAddressIsThisMachineHoweverItIsWritten(String remote) {
    assertThat(Caller.of(FakeRequest.to("/").from(remote), List.of()).isLocal()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-Port, 80",
    "x-forwarded-prefix, /x",
    "X-FORWARDED-FOR, ''",
    "X-Forwarded, x",
    "Forwarded, ''",
    "Via, 1.1 x",
    "CF-Connecting-IP, 127.0.0.1"
  })
  void whatAProxyAddsEndsThat(String header, String value) {
    FakeRequest request = FakeRequest.to("/").header(header, value);

    assertThat(Caller.of(request, List.of()).isLocal()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost, evil.example",
        "localhost:80:80",
        "localhost:",
        "999.999.999.999",
        "evil.example:80",
        "localhost.evil.example",
        "0.0.0.0",
        "[::1",
        "@localhost"
      })
  void aHostThatIsNotThisMachineEndsThatToo(String host) {
    FakeRequest request = FakeRequest.to("/").header("Host", host);

    assertThat(Caller.of(request, List.of()).isLocal()).isFalse();
  }
}
