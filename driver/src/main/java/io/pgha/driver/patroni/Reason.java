package io.pgha.driver.patroni;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a few words why a request failed. */
final class Reason {
  private Reason() {}

  static String of(IOException failure) {
    if (failure instanceof ConnectException) {
      return rootMessage(failure).toLowerCase(Locale.ROOT);
    }
    if (failure instanceof SocketTimeoutException) {
      return "connecting took too long";
    }
    if (failure instanceof UnknownHostException) {
      return "unknown host " + rootMessage(failure);
    }
    if (failure instanceof SSLException) {
      return ofTls(failure);
    }
    if (cause(failure, EOFException.class) != null) {
      return "the connection was closed before the answer was complete";
    }
    return rootMessage(failure);
  }

  /** With TLS 1.3 a server refuses a client only after the handshake, maybe just by hanging up. */
  static String overTls(IOException failure) {
    return hungUp(failure) ? of(failure) + " (perhaps it wants a client certificate)" : of(failure);
  }

  private static boolean hungUp(IOException failure) {
    return !(failure instanceof ConnectException)
        && (cause(failure, SocketException.class) != null
            || cause(failure, EOFException.class) != null);
  }

  private static String ofTls(IOException failure) {
    return cause(failure, CertificateException.class) == null
        ? "TLS: " + rootMessage(failure)
        : "its TLS certificate is not trusted: " + rootMessage(failure);
  }

  private static @Nullable Throwable cause(Throwable failure, Class<? extends Throwable> type) {
    Throwable cause = failure;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Excerpt.of(root.getMessage() == null ? root.toString() : root.getMessage());
  }
}
