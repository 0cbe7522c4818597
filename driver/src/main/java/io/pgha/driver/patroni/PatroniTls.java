package io.pgha.driver.patroni;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust, and as whom to appear, at REST APIs on https. Host names are always verified. The
 * files are read once. Immutable.
 */
public final class PatroniTls {
  private final @Nullable HandshakeCertificates certificates;

  private PatroniTls(@Nullable HandshakeCertificates certificates) {
    this.certificates = certificates;
  }

  /**
   * All files are PEM.
   *
   * @param caFile certificates to trust instead of the platform's; null trusts the platform's
   * @param certFile the client's certificate and those between it and its authority; null for none
   * @param keyFile the key of that certificate, PKCS #8, PKCS #1 or SEC 1, not encrypted; null if
   *     it is in {@code certFile}
   * @throws IllegalArgumentException if a file can't be used; the message names it and says why
   */
  public static PatroniTls of(
      @Nullable Path caFile, @Nullable Path certFile, @Nullable Path keyFile) {
    if (certFile == null && keyFile != null) {
      throw new IllegalArgumentException(
          "A key for the Patroni REST API is given (" + keyFile + "), but no certificate");
    }
    if (caFile == null && certFile == null) {
      return new PatroniTls(null);
    }
    HandshakeCertificates.Builder builder = new HandshakeCertificates.Builder();
    trust(builder, caFile);
    if (certFile != null) {
      hold(builder, new PemFile(certFile), new PemFile(keyFile == null ? certFile : keyFile));
    }
    return new PatroniTls(builder.build());
  }

  private static void trust(HandshakeCertificates.Builder builder, @Nullable Path caFile) {
    if (caFile == null) {
      builder.addPlatformTrustedCertificates();
    } else {
      new PemFile(caFile).certificates().forEach(builder::addTrustedCertificate);
    }
  }

  private static void hold(HandshakeCertificates.Builder builder, PemFile certs, PemFile key) {
    List<X509Certificate> chain = certs.certificates();
    X509Certificate own = chain.get(0);
    KeyPair pair = new KeyPair(own.getPublicKey(), key.privateKey(own.getPublicKey()));
    builder.heldCertificate(
        new HeldCertificate(pair, own),
        chain.subList(1, chain.size()).toArray(new X509Certificate[0]));
  }

  void applyTo(OkHttpClient.Builder client) {
    if (certificates != null) {
      client.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager());
    }
  }
}
