package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.tallystick.core.polling.HandClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is called over TLS has to show that it is who was meant. */
class WebhookTlsTest {
  private static final String HOST = "hooks.example.com";
  private static SSLContext forTheHost;
  private static SSLContext forOneWord;
  private static SSLContext forTheAddress;

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> names = new CopyOnWriteArrayList<>();
  private final HandClock clock = new HandClock();
  private HttpsServer server;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    forTheHost = Certificates.contextFor("dns:" + HOST, folder);
    forOneWord = Certificates.contextFor("dns:hooks", folder);
    forTheAddress = Certificates.contextFor("ip:127.0.0.1", folder);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** Serves, and gives settings that trust it and find it behind every name. */
  private WebhookSettings serving(SSLContext context, String reply, String... protocols)
      throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    server = HttpsServer.create(new InetSocketAddress(loopback, 0), 10);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters chosen = context.getDefaultSSLParameters();
            chosen.setProtocols(protocols);
            parameters.setSSLParameters(chosen);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          ExtendedSSLSession session =
              (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
          session.getRequestedServerNames().forEach(name -> names.add(name.toString()));
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, reply.isEmpty() ? -1 : 0);
          exchange.getResponseBody().write(reply.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    return WebhookSettings.standard(clock)
        .allowing("127.0.0.1/32")
        .trusting(context)
        .resolving(host -> new InetAddress[] {loopback})
        .within(DeliveryRig.SOON);
  }

  private Webhook at(String host, WebhookSettings settings) {
    return Webhook.to(
        URI.create("https://" + host + ":" + server.getAddress().getPort() + "/x"), settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theHostIsNamedInTlsAndItsCertificateIsChecked(String protocol) throws Exception {
    Webhook webhook = at(HOST, serving(forTheHost, "x".repeat(200_000), protocol));
    webhook.alert(Messages.firing("e1"));

    assertThat(bodies).containsExactly(GenericBody.of(Messages.firing("e1")));
    assertThat(names).singleElement().satisfies(name -> assertThat(name).contains(HOST));
  }

  @Test
  void aHostOfOneWordIsNamedInTlsToo() throws Exception {
    at("hooks", serving(forOneWord, "", "TLSv1.3")).alert(Messages.firing("e1"));

    assertThat(names).singleElement().satisfies(name -> assertThat(name).contains("hooks"));
  }

  @Test
  void aLongMessageArrivesWhole() throws Exception {
    Webhook webhook = at(HOST, serving(forTheHost, "", "TLSv1.3"));
    AlertMessage longest =
        Messages.message(
            "e1", AlertMessage.Transition.FIRING, "ş".repeat(60_000), "ş".repeat(4_000));
    webhook.alert(longest);

    assertThat(bodies).containsExactly(GenericBody.of(longest));
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    Webhook webhook = at(HOST, serving(forOneWord, "", "TLSv1.3"));

    assertThatExceptionOfType(DeliveryException.class)
        .isThrownBy(() -> webhook.alert(Messages.firing("e1")))
        .withMessageContaining("connection failed")
        .withMessageContaining(HOST);
    assertThat(bodies).isEmpty();
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() throws Exception {
    Webhook webhook = at(HOST, serving(forTheHost, "", "TLSv1.3").trusting(forOneWord));

    assertThatExceptionOfType(DeliveryException.class)
        .isThrownBy(() -> webhook.alert(Messages.firing("e1")))
        .withMessageContaining("connection failed");
    assertThat(bodies).isEmpty();
  }

  @Test
  void anAddressIsCalledByItsCertificateToo() throws Exception {
    Webhook named = at("127.0.0.1", serving(forTheAddress, "", "TLSv1.3"));

    assertThatNoException().isThrownBy(() -> named.alert(Messages.firing("e1")));
    assertThat(names).isEmpty();
  }

  /** What comes of calling this server over TLS. */
  private String outcome(RawServer.Behaviour behaviour) throws Exception {
    try (RawServer raw = RawServer.doingAtOnce(behaviour)) {
      WebhookSettings settings = serving(forTheHost, "", "TLSv1.3").within(Duration.ofMillis(500));
      Webhook webhook =
          Webhook.to(URI.create("https://" + HOST + ":" + raw.port() + "/"), settings);
      return catchThrowableOfType(
              DeliveryException.class, () -> webhook.alert(Messages.firing("e1")))
          .getMessage();
    }
  }

  @Test
  void aServerThatSpeaksNoTlsIsAFailure() throws Exception {
    assertThat(outcome((out, closed) -> out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes())))
        .startsWith("the connection failed: ");
  }

  @Test
  void aServerThatEndsBeforeTlsIsAgreedOnIsAFailure() throws Exception {
    assertThat(outcome((out, closed) -> {})).startsWith("the connection failed: ");
  }

  @Test
  void aServerThatNeverAnswersInTlsIsLeft() throws Exception {
    assertThat(outcome((out, closed) -> closed.await())).isEqualTo("it took more than 500 ms");
  }

  @Test
  void aServerThatDripsARecordOfTlsIsLeftAtTheSameTime() throws Exception {
    String outcome =
        outcome(
            (out, closed) -> {
              out.write(new byte[] {22, 3, 3, 64, 0, 2, 0, 63, 0});
              while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                out.write(0);
                out.flush();
              }
            });

    assertThat(outcome).isEqualTo("it took more than 500 ms");
  }
}
