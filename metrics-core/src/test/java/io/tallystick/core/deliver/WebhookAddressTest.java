package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tallystick.core.polling.HandClock;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs and addresses are called, and which are refused. */
class WebhookAddressTest {
  private static final String SECRET_PATH = "/services/T0/B0/verysecret?key=alsosecret";

  private final HandClock clock = new HandClock();
  private final WebhookSettings standard = WebhookSettings.standard(clock);

  private static byte[] bytes(String address) throws UnknownHostException {
    return InetAddress.getByName(address).getAddress();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.1",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "100.100.100.200",
        "168.63.129.16",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "::8.8.8.8",
        "64:ff9b::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::8.8.8.8",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:a9fe:a9fe::",
        "2001::1",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "3fff::1",
        "2606:4700::5efe:10.0.0.1",
        "2606:4700::200:5efe:7f00:1",
        "5f00::1",
        "4000::1",
        "100::1",
      })
  void whatIsNotPublicIsRefused(String address) throws Exception {
    assertThat(AddressRules.PUBLIC_ONLY.allow(bytes(address))).isFalse();
    String host = address.contains(":") ? "[" + address + "]" : address;
    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(() -> Webhook.to(URI.create("https://" + host + "/"), standard))
        .withMessageContaining("not public");
  }

  @Test
  void aMappedAddressIsCheckedByWhatItHolds() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(bytes("10.0.0.1"), 0, mapped, 12, 4);
    assertThat(AddressRules.PUBLIC_ONLY.allow(mapped)).isFalse();
    System.arraycopy(bytes("8.8.8.8"), 0, mapped, 12, 4);
    assertThat(AddressRules.PUBLIC_ONLY.allow(mapped)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "2606:4700::5efe:8.8.8.8",
      })
  void whatIsPublicIsCalled(String address) throws Exception {
    assertThat(AddressRules.PUBLIC_ONLY.allow(bytes(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.2.3, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false",
    "172.16.0.0/13, 172.23.1.1, true",
    "172.16.0.0/13, 172.24.0.0, false",
    "10.1.0.0/16, ::ffff:10.1.2.3, true",
    "10.1.0.0/16, 64:ff9b::10.1.2.3, false",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe80::1, false",
    "fd00::/8, fd00:ec2::254, false",
    "fd00:ec2::254, fd00:ec2::254, true",
    "169.254.0.0/16, 169.254.1.1, true",
    "169.254.0.0/16, 169.254.169.254, false",
    "169.254.169.254/32, 169.254.169.254, true",
    "0.0.0.0/0, 192.168.1.1, true",
  })
  void aRangeIsLetInOnlyWhereItIsListed(String range, String address, boolean isAllowed)
      throws Exception {
    assertThat(standard.allowing(range).rules.allow(bytes(address))).isEqualTo(isAllowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/33",
        "10.0.0/8",
        "300.0.0.0/8",
        "localhost",
        "::/129",
        "10.0.0.0/-1",
        "1::2::3",
        ":",
        "10.0.0.0/"
      })
  void whatIsNoRangeIsRefused(String range) {
    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(() -> standard.allowing(range))
        .satisfies(reason -> assertThat(reason.field()).isEqualTo("allowed range"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://hooks.example.com/x | hooks.example.com | begins with https://",
        "ftp://hooks.example.com/x | hooks.example.com | begins with https://",
        "//hooks.example.com/x | hooks.example.com | begins with https://",
        "mailto:ops@example.com | (not shown) | write a URL",
        "/hooks | (not shown) | write a URL",
        "https:///hooks | (not shown) | write a URL",
        "https://under_score.example.com/x | (not shown) | write a URL",
        "https://user:pass@hooks.example.com/x | hooks.example.com | no user or password",
        "https://hooks.example.com/x#part | hooks.example.com | no part behind #",
        "https://hooks.example.com:0/x | hooks.example.com | port from 1 to 65535",
        "https://hooks.example.com:65536/x | hooks.example.com | port from 1 to 65535",
        "https://hooks.example.com./x | hooks.example.com. | ends without a dot",
        "https://127.0.0.1/x | 127.0.0.1 | not public",
        "https://[::1]/x | [::1] | not public",
      })
  void aBadUrlIsRefusedWithWhatIsWrongWithIt(String url, String value, String rule) {
    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(() -> Webhook.to(URI.create(url), standard))
        .satisfies(
            reason -> {
              assertThat(reason.field()).isEqualTo("url");
              assertThat(reason.value()).isEqualTo(value);
              assertThat(reason.rule()).contains(rule);
              assertThat(reason.getMessage()).doesNotContain("/x").doesNotContain("pass@");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.com/secret path",
        "https://hooks.example.com/secret\r\nHost: evil",
        "https://[secret/",
        "secret",
        "",
      })
  void aTextThatIsNoUrlIsRefusedWithoutBeingShown(String text) {
    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(() -> Webhook.to(text, standard))
        .satisfies(
            reason -> {
              assertThat(reason.rule()).contains("write a URL");
              assertThat(reason.getMessage()).doesNotContain("secret");
              assertThat(reason).hasNoCause();
            });
  }

  @Test
  void aUrlThatIsTooLongIsRefused() {
    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(
            () -> Webhook.to(URI.create("https://a.example.com/" + "x".repeat(2_000)), standard))
        .withMessageContaining("2000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.1", "2130706433", "0x7f.0.0.1", "localhost"})
  void aHostIsRefusedWhenItsAddressIsHoweverItIsWritten(String host) {
    WebhookSettings settings =
        standard.resolving(asked -> new InetAddress[] {InetAddress.getLoopbackAddress()});

    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(() -> Webhook.to(URI.create("https://" + host + "/"), settings).check());
  }

  @Test
  void everyAddressOfAHostHasToBeAllowed() throws Exception {
    InetAddress open = InetAddress.getByName("8.8.8.8");
    InetAddress inside = InetAddress.getByName("10.0.0.1");
    Webhook webhook =
        Webhook.to(
            URI.create("https://hooks.example.com/"),
            standard.resolving(host -> new InetAddress[] {open, inside}));
    assertThatExceptionOfType(InvalidWebhookException.class).isThrownBy(webhook::check);
    Webhook fine =
        Webhook.to(
            URI.create("https://hooks.example.com/"),
            standard.resolving(host -> new InetAddress[] {open}));
    assertThatNoException().isThrownBy(fine::check);
  }

  @Test
  void aHostThatNobodyKnowsIsRefusedWhenItIsChecked() {
    Webhook webhook =
        Webhook.to(
            URI.create("https://hooks.example.com/"),
            standard.resolving(
                host -> {
                  throw new UnknownHostException(host);
                }));

    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(webhook::check)
        .satisfies(reason -> assertThat(reason.value()).isEqualTo("hooks.example.com"));
    assertThatExceptionOfType(DeliveryException.class)
        .isThrownBy(() -> webhook.alert(Messages.firing("e1")))
        .satisfies(failure -> assertThat(failure.isLasting()).isFalse())
        .withMessage("the host is not known");
  }

  @Test
  void anAddressThatTurnedIntoALocalOneSinceItWasCheckedIsNotCalled() throws Exception {
    Deque<InetAddress> answers =
        new ArrayDeque<>(
            List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("127.0.0.1")));
    try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      Webhook webhook =
          Webhook.to(
              URI.create("https://hooks.example.com:" + server.port() + "/"),
              standard.resolving(host -> new InetAddress[] {answers.removeFirst()}));
      webhook.check();

      assertThatExceptionOfType(DeliveryException.class)
          .isThrownBy(() -> webhook.alert(Messages.firing("e1")))
          .withMessageContaining("the host is refused");
      assertThat(server.requests).isEmpty();
      assertThat(answers).isEmpty();
    }
  }

  @Test
  void whereSeveralAddressesAreKnownTheNextOneIsTried() throws Exception {
    try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      InetAddress nobody = InetAddress.getByName("127.0.0.2");
      InetAddress there = InetAddress.getByName("127.0.0.1");
      Webhook webhook =
          Webhook.to(
              URI.create("http://hooks.example.com:" + server.port() + "/"),
              standard
                  .allowingHttpToLoopback()
                  .within(DeliveryRig.SOON)
                  .resolving(host -> new InetAddress[] {nobody, there}));
      webhook.alert(Messages.firing("e1"));

      assertThat(server.requests).hasSize(1);
      assertThat(server.requests.get(0)).contains("Host: hooks.example.com:" + server.port());
    }
  }

  @Test
  void httpIsForThisMachineAloneAndOnlyWhereItIsAllowed() throws Exception {
    WebhookSettings http = standard.allowing("10.0.0.0/8").allowingHttpToLoopback();
    assertThatNoException().isThrownBy(() -> Webhook.to(URI.create("http://127.0.0.1/"), http));
    assertThatNoException().isThrownBy(() -> Webhook.to(URI.create("http://[::1]:81/"), http));
    for (String host : List.of("10.0.0.1", "8.8.8.8")) {
      assertThatExceptionOfType(InvalidWebhookException.class)
          .isThrownBy(() -> Webhook.to(URI.create("http://" + host + "/"), http));
    }
    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(() -> Webhook.to(URI.create("https://127.0.0.1/"), http));
    Webhook elsewhere =
        Webhook.to(
            URI.create("http://hooks.example.com/"),
            http.resolving(host -> new InetAddress[] {InetAddress.getByName("8.8.8.8")}));
    assertThatExceptionOfType(InvalidWebhookException.class).isThrownBy(elsewhere::check);
  }

  @Test
  void nothingThatAWebhookSaysHoldsItsSecretOrItsPath() {
    Webhook webhook =
        Webhook.to(URI.create("https://Hooks.Slack.com" + SECRET_PATH), standard)
            .slack()
            .secret("a secret of many letters");

    assertThat(webhook.name()).matches("webhook hooks\\.slack\\.com \\([0-9a-f]{6}\\)");
    assertThat(webhook.toString()).isEqualTo(webhook.name());
    assertThat(Receiver.nameOf(webhook)).isEqualTo(webhook.name());
  }

  @Test
  void webhooksOfOneHostAreToldApart() {
    URI one = URI.create("https://hooks.slack.com/services/1");
    URI other = URI.create("https://hooks.slack.com/services/2");

    assertThat(Webhook.to(one, standard).name())
        .isEqualTo(Webhook.to(one, standard).name())
        .isNotEqualTo(Webhook.to(other, standard).name());
    assertThat(Webhook.to(one, standard).named("ops").name()).isEqualTo("ops");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "https://hooks.example.com/secret"})
  void aNameThatCannotBeShownIsRefused(String name) {
    Webhook webhook = Webhook.to(URI.create("https://hooks.example.com/"), standard);

    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(() -> webhook.named(name))
        .satisfies(reason -> assertThat(reason.field()).isEqualTo("name"));
  }

  @Test
  void aSecretThatCanBeGuessedIsRefusedWithoutBeingShown() {
    Webhook webhook = Webhook.to(URI.create("https://hooks.example.com/"), standard);

    assertThatExceptionOfType(InvalidWebhookException.class)
        .isThrownBy(() -> webhook.secret("short-secret"))
        .withMessageContaining("secret")
        .satisfies(reason -> assertThat(reason.getMessage()).doesNotContain("short-secret"));
  }
}
