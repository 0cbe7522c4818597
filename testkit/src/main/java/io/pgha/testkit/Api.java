package io.pgha.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Speaks JSON over HTTP/1.0 with Patroni and etcd: one connection a question, closed by who
 * answers. On plain sockets, because their timeouts hold; java.net.http of JDK 17 was seen to wait
 * forever for a TLS handshake.
 *
 * <p>Safe for use by many threads.
 */
final class Api {
  static final ObjectMapper JSON = new ObjectMapper();

  /** TCP asks a second time after a second. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  record Answer(int status, String body) {
    /** A status line, headers, an empty line, and all the rest is the body. */
    static Answer parse(String response) throws IOException {
      int end = response.indexOf("\r\n\r\n");
      if (end < 0 || !response.matches("(?s)HTTP/\\d\\.\\d \\d{3}.*")) {
        throw new IOException("Not an HTTP response: " + response);
      }
      return new Answer(Integer.parseInt(response.substring(9, 12)), response.substring(end + 4));
    }

    JsonNode json() {
      return Api.parse(body);
    }
  }

  private final @Nullable SSLSocketFactory tls;

  /**
   * @param tls makes the connections for https URLs; null when there are none
   */
  Api(@Nullable SSLSocketFactory tls) {
    this.tls = tls;
  }

  /** Empty when nobody answers within two seconds of a connection. */
  Optional<Answer> get(String url) {
    return send("GET", url, "", Duration.ofSeconds(2));
  }

  /** For requests that may take long, such as a switchover. Empty when nobody answers. */
  Optional<Answer> send(String method, String url, Object body) {
    return send(method, url, body.equals("") ? "" : json(body), Duration.ofSeconds(30));
  }

  private Optional<Answer> send(String method, String url, String body, Duration timeout) {
    URI uri = URI.create(url);
    try (Socket socket = connect(uri, timeout)) {
      socket.getOutputStream().write(request(method, uri, body));
      byte[] response = socket.getInputStream().readAllBytes();
      return Optional.of(Answer.parse(new String(response, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Socket connect(URI uri, Duration timeout) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout((int) timeout.toMillis());
      socket.connect(
          new InetSocketAddress(uri.getHost(), uri.getPort()), (int) CONNECT_TIMEOUT.toMillis());
      return tls != null && uri.getScheme().equals("https") ? encrypted(socket, uri, tls) : socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket encrypted(Socket socket, URI uri, SSLSocketFactory tls) throws IOException {
    SSLSocket encrypted =
        (SSLSocket) tls.createSocket(socket, uri.getHost(), uri.getPort(), /* autoClose= */ true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    return encrypted;
  }

  private static byte[] request(String method, URI uri, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s HTTP/1.0\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, uri.getPath(), uri.getAuthority(), content.length);
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not JSON: " + text, e);
    }
  }

  static String json(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Can't be written as JSON: " + value, e);
    }
  }
}
