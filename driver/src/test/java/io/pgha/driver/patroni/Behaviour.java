package io.pgha.driver.patroni;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How a {@link FakePatroni} answers a request that it has read. It closes the connection when this
 * returns or throws.
 */
@FunctionalInterface
public interface Behaviour {
  void answer(Socket client) throws IOException;

  /** As Patroni does: HTTP/1.0, no length, the body ends with the connection. */
  static Behaviour json(int code, String body) {
    return raw(head(code) + body);
  }

  /** These bytes, whatever they are. */
  static Behaviour raw(String text) {
    return client -> client.getOutputStream().write(text.getBytes(UTF_8));
  }

  static Behaviour closeAtOnce() {
    return client -> {};
  }

  /** Says nothing until the client goes. */
  static Behaviour hang() {
    return client -> client.getInputStream().read();
  }

  /** The head at once, then one byte of the body a second. */
  static Behaviour drip(String body) {
    return client -> {
      OutputStream out = client.getOutputStream();
      out.write(head(200).getBytes(ISO_8859_1));
      for (byte part : body.getBytes(UTF_8)) {
        out.write(part);
        if (goesWithinSecond(client)) {
          return;
        }
      }
    };
  }

  private static boolean goesWithinSecond(Socket client) throws IOException {
    client.setSoTimeout(1_000);
    try {
      return client.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** The head, then that piece again and again, as fast as the client takes it. */
  static Behaviour endless(String head, String piece) {
    return client -> {
      OutputStream out = client.getOutputStream();
      out.write(head.getBytes(ISO_8859_1));
      while (true) {
        out.write(piece.getBytes(ISO_8859_1));
      }
    };
  }

  /** Status line and headers as Patroni sends them. */
  static String head(int code) {
    return "HTTP/1.0 "
        + code
        + " Whatever\r\nServer: BaseHTTP/0.6 Python/3.11.2\r\nDate: "
        + now()
        + "\r\nContent-Type: application/json\r\n\r\n";
  }

  private static String now() {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
        .format(ZonedDateTime.now(ZoneOffset.UTC));
  }
}
