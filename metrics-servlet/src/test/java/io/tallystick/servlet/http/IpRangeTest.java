package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {
  /** Each of these would be looked up as a name, or is one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "localhost",
        "999.999.999.999",
        "256.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "010.0.0.1",
        "1.2.3.4:80",
        ".:1",
        ".::1",
        ":",
        "::1::",
        "1:2:3:4:5:6:7:8:9",
        "dead.beef",
        "[::1",
        "::1]",
        "٣.٣.٣.٣",
        " 10.0.0.1"
      })
  void whatIsNoAddressInNumbersIsNoneAndNobodyIsAsked(String text) {
    assertThat(IpRange.address(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "[::1], 0:0:0:0:0:0:0:1",
    "[0:0:0:0:0:0:0:1], 0:0:0:0:0:0:0:1",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
    "::ffff:10.1.2.3, 10.1.2.3"
  })
  void anAddressIsReadAsServersWriteIt(String text, String address) {
    assertThat(IpRange.address(text).getHostAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 8.8.8.8, true",
    "10.0.0.0/9, 10.127.255.255, true",
    "10.0.0.0/9, 10.128.0.0, false",
    "10.0.0.1/32, 10.0.0.1, true",
    "::/0, ::1, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false"
  })
  void aRangeHasWhatBeginsAsItDoes(String range, String address, boolean isIn) {
    assertThat(IpRange.parse(range).includes(IpRange.address(address))).isEqualTo(isIn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/٨", "10.0.0.0/8/8", "::/129"})
  void aRangeThatCannotBeReadIsRefused(String range) {
    assertThatThrownBy(() -> IpRange.parse(range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(range);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "::/0"})
  void noAddressIsInNoRange(String range) {
    assertThat(IpRange.parse(range).includes(null)).isFalse();
  }
}
