package io.pgha.driver.patroni;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pgha.driver.topology.Observation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeftThreads.class)
class PatroniTlsTest {
  private static final String STATUS = "{\"state\":\"running\",\"role\":\"replica\"}";

  private static final HeldCertificate AUTHORITY = authority("pgha test CA");
  private static final HeldCertificate BETWEEN =
      new HeldCertificate.Builder().certificateAuthority(0).signedBy(AUTHORITY).build();
  private static final HeldCertificate SERVER = server("127.0.0.1");
  private static final HeldCertificate CLIENT =
      new HeldCertificate.Builder().commonName("pgha").signedBy(BETWEEN).build();
  private static final HeldCertificate RSA_CLIENT =
      new HeldCertificate.Builder().rsa2048().commonName("pgha").signedBy(BETWEEN).build();

  private final Path dir;
  private final Path caFile;

  PatroniTlsTest(@TempDir Path dir) throws IOException {
    this.dir = dir;
    caFile =
        write(
            "ca.pem",
            "Of the test\n" + authority("other").certificatePem(),
            AUTHORITY.certificatePem());
  }

  private static HeldCertificate authority(String name) {
    return new HeldCertificate.Builder().commonName(name).certificateAuthority(1).build();
  }

  private static HeldCertificate server(String name) {
    return new HeldCertificate.Builder()
        .addSubjectAlternativeName(name)
        .signedBy(AUTHORITY)
        .build();
  }

  @Test
  void trustsAuthorityOfFile() throws IOException {
    assertThat(
            ask(SERVER, /* clientCertificateRequired= */ false, PatroniTls.of(caFile, null, null)))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"EC,PRIVATE KEY", "EC,EC PRIVATE KEY", "RSA,PRIVATE KEY", "RSA,RSA PRIVATE KEY"})
  void showsClientCertificateWithItsChain(String algorithm, String form) throws IOException {
    HeldCertificate own = algorithm.equals("EC") ? CLIENT : RSA_CLIENT;
    Path certs = write("client.pem", own.certificatePem(), BETWEEN.certificatePem());
    Path key = write("client.key", keyPem(own, form));

    assertThat(
            ask(SERVER, /* clientCertificateRequired= */ true, PatroniTls.of(caFile, certs, key)))
        .isNull();
  }

  @Test
  void findsKeyInCertificateFile() throws IOException {
    Path both =
        write(
            "both.pem",
            keyPem(CLIENT, "PRIVATE KEY"),
            CLIENT.certificatePem(),
            BETWEEN.certificatePem());

    assertThat(
            ask(SERVER, /* clientCertificateRequired= */ true, PatroniTls.of(caFile, both, null)))
        .isNull();
  }

  @Test
  void saysThatServerWantsCertificate() throws IOException {
    assertThat(
            ask(SERVER, /* clientCertificateRequired= */ true, PatroniTls.of(caFile, null, null)))
        .contains("certificate");
  }

  @Test
  void saysThatAuthorityIsNotTrusted() throws IOException {
    Path other = write("other.pem", authority("somebody else").certificatePem());

    assertThat(
            ask(SERVER, /* clientCertificateRequired= */ false, PatroniTls.of(other, null, null)))
        .contains("no answer from https://127.0.0.1:")
        .contains("its TLS certificate is not trusted: ");
    assertThat(ask(SERVER, /* clientCertificateRequired= */ false, PatroniTls.of(null, null, null)))
        .contains("its TLS certificate is not trusted: ");
  }

  @Test
  void saysThatCertificateIsOfAnotherHost() throws IOException {
    assertThat(
            ask(
                server("pg1.example.com"),
                /* clientCertificateRequired= */ false,
                PatroniTls.of(caFile, null, null)))
        .contains("Hostname 127.0.0.1 not verified");
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    Path certs = write("alone.pem", CLIENT.certificatePem());
    Path absent = dir.resolve("absent.pem");

    refuses(absent, null, null, "There is no file " + absent);
    refuses(dir, null, null, "Can't read " + dir);
    refuses(null, null, certs, certs + "), but no certificate");
    refuses(null, certs, null, certs + " holds no private key");
    refuses(write("empty.pem", ""), null, null, "empty.pem holds no certificate in PEM form");
  }

  @Test
  void namesWhatIsBrokenWithoutShowingIt() throws IOException {
    Path certs = write("certs.pem", CLIENT.certificatePem());
    Path otherKey = write("other.key", keyPem(SERVER, "PRIVATE KEY"));
    Path rsaKey = write("rsa.key", keyPem(RSA_CLIENT, "PRIVATE KEY"));
    Path secret = write("secret.key", pem("PRIVATE KEY", "secret secret secret".getBytes(UTF_8)));
    Path encrypted = write("encrypted.key", pem("ENCRYPTED PRIVATE KEY", new byte[9]));
    Path oldEncrypted =
        write(
            "old.key",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");

    refuses(null, certs, otherKey, "other.key holds a key that is not the certificate's");
    refuses(null, certs, rsaKey, "rsa.key holds no valid EC key");
    refuses(null, certs, secret, "secret.key holds no valid EC key");
    refuses(null, certs, encrypted, "encrypted.key holds an encrypted key");
    refuses(null, certs, oldEncrypted, "old.key holds an encrypted key");
    refuses(write("bad.pem", pem("CERTIFICATE", new byte[9])), null, null, "can't be decoded");
  }

  private static void refuses(
      @Nullable Path ca, @Nullable Path cert, @Nullable Path key, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PatroniTls.of(ca, cert, key))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e).hasStackTraceContaining(message))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("c2VjcmV0", "secret secret"));
  }

  /** Returns why there was no answer, or null. */
  private static @Nullable String ask(
      HeldCertificate server, boolean clientCertificateRequired, PatroniTls tls)
      throws IOException {
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder()
            .heldCertificate(server)
            .addTrustedCertificate(AUTHORITY.certificate())
            .build();
    try (FakePatroni patroni =
        FakePatroni.startTls(certificates.sslContext(), clientCertificateRequired)) {
      patroni.answer(503, STATUS);
      return ask(patroni.api(), tls);
    }
  }

  private static @Nullable String ask(URI api, PatroniTls tls) {
    Told<Observation> told = new Told<>();
    try (PatroniClient client = new PatroniClient(tls, Duration.ofSeconds(5))) {
      client.status(api, 1, told);
      return told.result().failure();
    }
  }

  private static String keyPem(HeldCertificate held, String form) {
    byte[] pkcs8 = held.keyPair().getPrivate().getEncoded();
    return switch (form) {
      case "RSA PRIVATE KEY" -> held.privateKeyPkcs1Pem();
      // What PKCS #8 wraps: version and algorithm of a P-256 key take 28 bytes.
      case "EC PRIVATE KEY" -> pem(form, Arrays.copyOfRange(pkcs8, 28, pkcs8.length));
      default -> held.privateKeyPkcs8Pem();
    };
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der));
  }

  private Path write(String name, String... parts) throws IOException {
    return Files.writeString(dir.resolve(name), String.join("", parts));
  }
}
