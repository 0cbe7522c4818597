package io.pgha.benchmarks.fleet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A member's API as any other client sees it: {@code GET /primary}, each on a connection of its
 * own. Thread-safe.
 */
final class Api {
  private static final byte[] REQUEST = "GET /primary HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1);

  private final URI uri;
  private final @Nullable SSLSocketFactory tls;

  private Api(URI uri, @Nullable SSLSocketFactory tls) {
    this.uri = uri;
    this.tls = tls;
  }

  /**
   * @param authority to trust where the URL is https
   */
  static Api of(String url, @Nullable Path authority) {
    return new Api(URI.create(url), authority == null ? null : trusting(authority));
  }

  private static SSLSocketFactory trusting(Path authority) {
    try (InputStream certificate = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(/* stream= */ null, /* password= */ null);
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(/* km= */ null, trust.getTrustManagers(), /* random= */ null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Can't trust the certificate in " + authority, e);
    }
  }

  /**
   * Asks, and returns after how many nanoseconds the whole answer was there; no more than the
   * timeout, if it was not.
   */
  long ask(Duration timeout) {
    long start = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) timeout.toMillis());
      long left = timeout.toMillis() - (System.nanoTime() - start) / 1_000_000;
      socket.setSoTimeout((int) Math.max(1, left));
      exchange(tls == null ? socket : tls.createSocket(socket, uri.getHost(), uri.getPort(), true));
      return System.nanoTime() - start;
    } catch (IOException e) {
      return timeout.toNanos();
    }
  }

  private void exchange(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST);
    String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    if (!answer.endsWith("}")) {
      throw new IOException("The answer of " + uri + " breaks off: " + answer);
    }
  }
}
