package io.tallystick.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiiFilterTest {
  private static final int MEGABYTE = 1 << 20;

  private static final List<String> PATHS =
      List.of(
          "/api/v1/users/{id}/orders/{order_id}",
          "/users/:id",
          "/files/**",
          "GET /api/segments",
          "/@scope/package",
          "/oauth2/token",
          "/img/logo@2x.png",
          "icon@3x.webp",
          "^/v[0-9]+/items$");

  private static final List<String> VERSIONS =
      List.of(
          "1.2.3",
          "17.0.15",
          "17.0.15+6",
          "1.0.0-beta.1",
          "1.0.0+20130313144700",
          "v1.2.3.4",
          "120.0.6099.71",
          "2.0.0-rc.1+build.123",
          "lodash@4.17.21",
          "jdk-25",
          "hibernate-core@5.4.30.Final",
          "spring-core@5.3.9.RELEASE",
          "foo@1.0.0-alpha.beta",
          "OrderCreated@v2.avro");

  private static final List<String> WORDS =
      List.of(
          "PENDING_PAYMENT",
          "shipped",
          "payment-received",
          "invalid_credentials",
          "bearer",
          "Bearer authentication",
          "bearer of news",
          "token_type",
          "access_token",
          "api-gateway",
          "api-gateway-service-eu-west-1",
          "key_rotation",
          "secret_rotated",
          "sk-learn",
          "token_validation2024service",
          "sk_test_payment_flow",
          "arn:aws:apigateway:us-east-1::/restapis/a1b2c3",
          "DB::Add",
          "Face::add",
          "ad::cafe",
          "eyJ",
          "std::vector",
          "Foo::bar",
          "a@b",
          "@Nullable",
          "kafka@topic",
          "me@localhost");

  private static final List<String> TIMES =
      List.of(
          "2026-11-20",
          "2026-11-20T12:30:45.123Z",
          "2026-11-20T12:30:45+01:00",
          "2026-11-20 12:30:45 +0000",
          "20261120T123045",
          "12:30:45",
          "P1DT2H",
          "UTC+02:00");

  private static final List<String> HOSTS =
      List.of(
          "db-1.eu-west-1.internal",
          "ip-10-0-0-1.internal",
          "node17.example.org",
          "example.com:8443",
          "localhost");

  private static final List<String> IDENTIFIERS =
      List.of(
          "550e8400-e29b-41d4-a716-446655440000",
          "d41d8cd98f00b204e9800998ecf8427e",
          "api-9fceb02d0ae598e95dc970b74767f19372d61af8",
          "token-service-9fceb02d0ae598e95dc970b74767f19372d61af8",
          "api-gateway-4bf92f3577b34da6a3ce929d0e0e4736",
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "00:1B:44:11:3A:B7",
          "1.3.6.1.4.1.311",
          "arn:partition:service");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "42",
          "-17.5",
          "+12.5",
          "+3.14159265",
          "+1.2345678",
          "1e-9",
          "3.14159",
          "0.4539578763621486",
          "0.4111111111111111",
          "1700000000000",
          "1763640000123456",
          "1763640000123456789",
          "4111111111111112",
          "1234567890123456",
          "9999999999999999",
          "100000000000000000000000000000",
          "1,234,567.89",
          "50%",
          "99.9%");

  private static final List<String> OTHERS =
      List.of(
          "GET",
          "2xx",
          "text/html; charset=utf-8",
          "SELECT",
          "eu-west-1a",
          "€ 12.50",
          "日本語",
          "C++20",
          "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane@mail.example",
        "Jane.Doe+news@sub.mail.example.org",
        "mailto:jane@mail.example?x=1",
        "<jane@mail.example>",
        "user jane@mail.example failed.",
        "jane%40mail.example",
        "jané@bücher.example",
        "jane@xn--bcher-kva.example",
        "jane@mail.xn--p1ai",
        "\"jane doe\"@mail.example",
        "a@b.co",
        "rene\u0301@mail.example",
        "jane@mu\u0308nchen.de",
        "jane\uFFFD@mail.example",
        "jane@\uFFFDmail.example",
        "उपयोगकर्ता@उदाहरण.भारत",
        "\uD835\uDCF3@mail.example",
        "jane@163.com",
        "jane@1und1.de"
      })
  void eMailAddressesAreFound(String text) {
    assertThat(PiiFilter.formIn("value", text)).isEqualTo("an e-mail address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.0.1",
        "8.8.8.8",
        "10.0.0.1:8080",
        "http://10.0.0.1/x",
        "10.0.0.0/8",
        "host_10.0.0.1",
        "10.0.0.1.",
        "10.0.0.1, 10.0.0.2",
        "10.0.0.1.nip.example",
        "1.2.3.4",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "[::1]:8080",
        "2001:db8::8a2e:370:7334",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "2001:DB8::1/64",
        "::ffff:192.0.2.1",
        "64:ff9b::192.0.2.33",
        "ip:fe80::1",
        "from 2001:db8::1: refused",
        "peer=2001:db8::1.",
        "fe80::",
        "node:2001:db8::1",
        "eth0:fe80::1",
        "ip6:2001:db8::1",
        "2001:db8::1:https",
        "fe80::1-fe80::2"
      })
  void ipAddressesAreFound(String text) {
    assertThat(PiiFilter.formIn("value", text)).isEqualTo("an IP address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "app_version", "version_seen"})
  void aFourPartNumberIsAVersionWhereTheKeySaysSo(String key) {
    assertThat(PiiFilter.formIn(key, "120.0.60.71")).isNull();
    assertThat(PiiFilter.formIn("conversion", "120.0.60.71")).isEqualTo("an IP address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_DEF-123",
        "jwt=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.x",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.",
        "Bearer abc123def456",
        "bearer: 0123456789abcdef",
        "Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAAAA",
        "sk_live_abcdefghijkl",
        "pk_test_12345678",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "github_pat_11ABCDEFG0123456789_abc",
        "glpat-abcdefghij0123456789",
        "xoxb-123456789012-abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "AIzaSyA1234567890abcdefghijklmnopqrstuv",
        "sk-proj-abcdefghijklmnop",
        "api_key=key_9f8e7d6c5b4a39281706",
        "token-9f8e7d6c5b4a39281706abcd",
        "SECRET_9f8e7d6c5b4a39281706abcd",
        "Bearer mF_9.B5f-4.1JqM",
        "Bearer ya29.a0AfH6SMBx7Zq",
        "Bearer Ab+/1c2d3e4f5g6h7i8j9k0==",
        "Bearer \"abc123def456\"",
        "Bearer%20abc123def456",
        "Bearer=abc123def456",
        "api_key=9f8e7d6c5b4a3928170611aa22bb33cc",
        "https://h.example/x?api_key=9f8e7d6c5b4a3928170611aa",
        "X-Api-Key: 9f8e7d6c5b4a3928170611aa22bb33cc",
        "ApiKey 9f8e7d6c5b4a3928170611aa22bb33cc",
        "token=9f8e7d6c5b4a3928170611aa22bb33cc",
        "secret:9f8e7d6c5b4a3928170611aa22bb33cc",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4In0..48V1_ALb6US04U3b.x",
        "SG.abcdefghijklmnop.qrst",
        "my-sk_live_abcdefghijkl",
        "AKIA2E0A8F3B244C9986"
      })
  void tokensAndKeysAreFound(String text) {
    assertThat(PiiFilter.formIn("value", text)).isEqualTo("a token or key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "order-4111111111111111",
        "2026-11-20 4111 1111 1111 1111",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "3782 822463 10005",
        "6011111111111117",
        "3530111333300000",
        "30569309025904",
        "6200000000000005",
        "4222222222222",
        "+14155550123",
        "+49 30 901820",
        "+1 (415) 555-0123",
        "tel:+44-20-7946-0958",
        "call +4930901820 now",
        "+49\u00A0151\u00A012345678",
        "4111\u00A01111\u00A01111\u00A01111",
        "%2B4915112345678",
        "+4915112345678x12",
        "+(49)15112345678",
        "2200000000000004",
        "+1.415.555.0123"
      })
  void cardAndPhoneNumbersAreFound(String text) {
    assertThat(PiiFilter.formIn("value", text)).isEqualTo("a card or phone number");
  }

  static List<String> ordinaryValues() {
    return Stream.of(PATHS, VERSIONS, WORDS, TIMES, HOSTS, IDENTIFIERS, NUMBERS, OTHERS)
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("ordinaryValues")
  void ordinaryValuesStayUntouched(String text) {
    assertThat(PiiFilter.formIn("value", text)).isNull();
  }

  static List<String> hostileStarts() {
    return List.of(
        "a@",
        "@",
        "a.b@",
        "%40",
        "1.",
        "1.1.",
        "255.255.255.",
        "::",
        "a:",
        "1:",
        "fe80:",
        "eyJ",
        "eyJhbGciOiJIUzI1NiJ9.",
        "bearer ",
        "bearer",
        "sk_live_",
        "key_",
        "token=a1",
        "token=",
        "api_key: ",
        "AKIA",
        "bearer=",
        "eyJ-",
        "SG.",
        "%2B1",
        "zf:1",
        "key-1a",
        "+",
        "+1",
        "+1 ",
        "4",
        "4111 ",
        "4111-",
        "411111111111111",
        "a",
        "-",
        ".",
        " ",
        "a@a.",
        "xn--",
        "é");
  }

  @ParameterizedTest
  @MethodSource("hostileStarts")
  void aMegabyteIsReadInLinearTime(String start) {
    String text = start.repeat(MEGABYTE / start.length());

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> PiiFilter.formIn("value", text), "hostile text: " + start);
  }

  @Test
  void aFormIsFoundAlsoAtTheEndOfAMegabyte() {
    String padding = "x ".repeat(MEGABYTE / 2);

    assertThat(PiiFilter.formIn("value", padding + "jane@mail.example")).isNotNull();
    assertThat(PiiFilter.formIn("value", padding + "192.0.2.1")).isNotNull();
    assertThat(PiiFilter.formIn("value", padding + "4111111111111111")).isNotNull();
  }

  @Test
  void aTokenIsFoundHoweverLongItsHeaderOrPayloadIs() {
    String longPayload = "eyJhbGciOiJIUzI1NiJ9." + "eyJz".repeat(10_000);
    String longHeader = "eyJ" + "hbGciOiJSUzI1NiIs".repeat(60) + ".eyJzdWIiOiIxMjM0In0.abcdefgh";
    SeriesGuard guard = SeriesGuard.forSystem(GuardLimits.standard());

    assertThat(guard.admit("a.b", null, "k", longPayload).tags()).containsExactly("k", "redacted");
    assertThat(guard.admit("a.b", null, "k", longHeader).tags()).containsExactly("k", "redacted");
  }
}
