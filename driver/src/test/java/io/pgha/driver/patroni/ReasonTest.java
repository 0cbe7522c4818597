package io.pgha.driver.patroni;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

final class ReasonTest {
  private static final String HINT = " (perhaps it wants a client certificate)";

  @Test
  void ofAServerThatHangsUpOverTlsNamesTheCertificateThatItMayWant() {
    assertThat(Reason.overTls(new SocketException("Connection reset")))
        .isEqualTo("Connection reset" + HINT);
    assertThat(Reason.overTls(new IOException("unexpected end", new EOFException())))
        .isEqualTo("the connection was closed before the answer was complete" + HINT);
  }

  @Test
  void ofAServerThatWasNotReachedNamesNone() {
    assertThat(Reason.overTls(new ConnectException("Connection refused")))
        .isEqualTo("connection refused");
  }

  @Test
  void ofAServerWithoutTlsNamesNone() {
    assertThat(Reason.of(new IOException("unexpected end", new EOFException())))
        .isEqualTo("the connection was closed before the answer was complete");
  }
}
