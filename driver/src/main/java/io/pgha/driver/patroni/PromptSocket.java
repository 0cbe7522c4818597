package io.pgha.driver.patroni;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketOption;
import org.jspecify.annotations.Nullable;

/**
 * A socket that holds nothing back: what is written leaves at once, and what comes is acknowledged
 * at once, where the platform lets us say so (Linux does).
 *
 * <p>Patroni sends an answer in several pieces, and its kernel keeps each back until the one before
 * is acknowledged, which TCP puts off for 40 ms after a TLS handshake; and ours would keep back the
 * request likewise. An answer over https takes 9 ms instead of 92 without these two pauses. Used by
 * one thread.
 */
final class PromptSocket extends Socket {
  private final @Nullable SocketOption<Boolean> acknowledgeNow;

  /** Like all that asks Patroni it goes past the system's proxy. */
  PromptSocket() throws IOException {
    super(Proxy.NO_PROXY);
    acknowledgeNow = acknowledgeNow();
    setTcpNoDelay(true);
  }

  /** By its name, since a run-time image may lack the module that has it. */
  @SuppressWarnings("unchecked") // Its type is looked at.
  private @Nullable SocketOption<Boolean> acknowledgeNow() {
    return (SocketOption<Boolean>)
        supportedOptions().stream()
            .filter(option -> option.name().equals("TCP_QUICKACK"))
            .filter(option -> option.type() == Boolean.class)
            .findAny()
            .orElse(null);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream in = super.getInputStream();
    return acknowledgeNow == null ? in : new Acknowledged(in, acknowledgeNow);
  }

  /** The kernel forgets it whenever it likes, so it is told before each read. */
  private final class Acknowledged extends FilterInputStream {
    private final SocketOption<Boolean> acknowledgeNow;

    Acknowledged(InputStream in, SocketOption<Boolean> acknowledgeNow) {
      super(in);
      this.acknowledgeNow = acknowledgeNow;
    }

    @Override
    public int read() throws IOException {
      setOption(acknowledgeNow, true);
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      setOption(acknowledgeNow, true);
      return super.read(bytes, offset, length);
    }
  }
}
