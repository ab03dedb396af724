package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalTest {
  private static final int MOST = 64 << 10;

  private long nanos;

  private byte[] read(Request request) {
    return new Arrival(request, Duration.ofSeconds(10), () -> nanos).body();
  }

  private int refusal(Request request) {
    return catchThrowableOfType(RefusedRequest.class, () -> read(request)).status();
  }

  private static FakeRequest of(Supplier<InputStream> body) {
    return FakeRequest.to("/").method("POST").bodyFrom(body);
  }

  @Test
  void aBodyMayHaveAsMuchAsIsAllowedAndNoByteMore() {
    assertThat(read(FakeRequest.to("/").body("x".repeat(MOST)))).hasSize(MOST);
    assertThat(refusal(FakeRequest.to("/").body("x".repeat(MOST + 1)))).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65537", "999999999", "99999999999999999999", "000000000065537"})
  void aLengthThatIsTooLargeIsBelieved(String length) {
    assertThat(refusal(FakeRequest.to("/").header("Content-Length", length))).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "0", "-1", "many", "٦٥٥٣٧٧"})
  void anyOtherLengthIsNotAndTheBytesAreCounted(String length) {
    assertThat(read(FakeRequest.to("/").header("Content-Length", length).body("x"))).hasSize(1);
  }

  @Test
  void aBodyThatDripsForTooLongIsRefused() {
    InputStream dripping =
        new InputStream() {
          @Override
          public int read() {
            nanos += Duration.ofSeconds(3).toNanos();
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            bytes[from] = (byte) read();
            return 1;
          }
        };

    assertThat(refusal(of(() -> dripping))).isEqualTo(408);
  }

  @Test
  void aBodyThatBreaksOffIsRefusedWhateverTheServerThrows() {
    assertThat(refusal(of(() -> failing(new IOException("asked for"))))).isEqualTo(400);
    assertThat(refusal(of(() -> failing(new IllegalStateException("asked for"))))).isEqualTo(400);
  }

  @Test
  void aServerThatGaveUpLateMeansThatItWasSlow() {
    InputStream late =
        new InputStream() {
          @Override
          public int read() throws IOException {
            nanos += Duration.ofSeconds(11).toNanos();
            throw new IOException("asked for");
          }
        };

    assertThat(refusal(of(() -> late))).isEqualTo(408);
  }

  private static InputStream failing(Exception failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        if (failure instanceof IOException io) {
          throw io;
        }
        throw (RuntimeException) failure;
      }
    };
  }
}
