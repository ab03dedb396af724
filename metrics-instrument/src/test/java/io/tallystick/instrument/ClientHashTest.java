package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClientHashTest {
  @Test
  void nothingOfAnIdIsKeptButItsHash() {
    ClientHash client = ClientHash.of(id -> "hash", "app");

    assertThat(client.tagValue()).isEqualTo("hash");
    assertThat(client).hasToString("hash");
    assertThat(client)
        .isEqualTo(ClientHash.of(id -> "hash", "app"))
        .hasSameHashCodeAs(ClientHash.of(id -> "hash", "app"))
        .isNotEqualTo(ClientHash.of(id -> "other", "app"));
  }

  @Test
  void whoIsNotKnownIsNobody() {
    assertThat(ClientHash.of(id -> "hash", null)).isEqualTo(ClientHash.none());
    assertThat(ClientHash.of(id -> "hash", "")).isEqualTo(ClientHash.none());
    assertThat(ClientHash.of(id -> "", "app")).isEqualTo(ClientHash.none());
    assertThat(ClientHash.of(id -> null, "app")).isEqualTo(ClientHash.none());
    assertThat(ClientHash.none().tagValue()).isEqualTo("none");
  }

  @Test
  void withoutAHashThereIsNoClient() {
    assertThatThrownBy(() -> ClientHash.of(null, "app"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("keyedHash");
  }
}
