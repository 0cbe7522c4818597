package io.pgha.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority for one cluster, with a certificate for etcd and all members' APIs, one
 * for their PostgreSQLs and one for clients.
 */
final class Tls {
  private static final char[] STORE_PASSWORD = "testkit".toCharArray();

  /** Python 3.13 verifies to the letter of RFC 5280, which wants them. */
  private static final String IDENTIFIERS =
      "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";

  private static final String DOMAIN = ".pgha.test";

  private final Path folder;
  private final Backend backend;

  Tls(Path folder, Backend backend) {
    this.folder = folder;
    this.backend = backend;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  void create() {
    openssl(
        "req -x509 -nodes -days 30 -subj /CN=testkit-ca -keyout ca.key -out ca.crt -addext keyUsage=critical,keyCertSign "
            + newKey());
    sign("server", "subjectAltName=" + addresses(backend.addresses()));
    sign("postgres", "subjectAltName=" + names(backend.addresses()));
    sign("client", "subjectAltName=DNS:client");
    openssl(
        "pkcs12 -export -name client -in client.crt -inkey client.key -out client.p12 -passout pass:"
            + new String(STORE_PASSWORD));
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(backend.account()::own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Of etcd and all members. No names: Patroni's Python may lack what it needs to read them in a
   * certificate.
   */
  private static String addresses(Addresses addresses) {
    return Stream.concat(
            IntStream.rangeClosed(0, Addresses.MAX_MEMBERS).mapToObj(addresses::etcd).distinct(),
            members().mapToObj(addresses::member))
        .map(address -> "IP:" + address)
        .collect(Collectors.joining(","));
  }

  private static String names(Addresses addresses) {
    return members()
        .mapToObj(index -> "IP:%s,DNS:pg%d%s".formatted(addresses.member(index), index, DOMAIN))
        .collect(Collectors.joining(","));
  }

  private static IntStream members() {
    return IntStream.rangeClosed(1, Addresses.MAX_MEMBERS);
  }

  private void sign(String name, String extension) {
    try {
      Files.writeString(file(name + ".ext"), extension + "\n" + IDENTIFIERS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl(
        "req -new -nodes -subj /CN=%1$s -keyout %1$s.key -out %1$s.csr ".formatted(name)
            + newKey());
    openssl(
        "x509 -req -days 30 -CA ca.crt -CAkey ca.key -CAcreateserial -in %1$s.csr -out %1$s.crt -extfile %1$s.ext"
            .formatted(name));
  }

  private static String newKey() {
    return "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1";
  }

  private void openssl(String arguments) {
    // Through a shell for the working directory alone: all names in the arguments are ours.
    String script = "cd '%s' && '%s' %s".formatted(folder, backend.programs().openssl(), arguments);
    backend.etcdMachine().run(List.of("/bin/sh", "-c", script)).succeeded("openssl " + arguments);
  }

  /** Trusts the authority and shows the client's certificate. */
  SSLContext clientContext() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(KeyStore.getInstance(file("client.p12").toFile(), STORE_PASSWORD), STORE_PASSWORD);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authority());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Can't use the certificates in " + folder, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private KeyStore authority() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream certificate = Files.newInputStream(file("ca.crt"))) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
    }
    return store;
  }
}
