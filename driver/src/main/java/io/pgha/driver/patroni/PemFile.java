package io.pgha.driver.patroni;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A file of certificates, a private key, or both. What is wrong with it is an {@link
 * IllegalArgumentException} that names the file and never shows what is in it.
 */
final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private final Path path;
  private final List<MatchResult> blocks;

  PemFile(Path path) {
    this.path = path;
    this.blocks = BLOCK.matcher(text(path)).results().toList();
  }

  private static String text(Path path) {
    try {
      return Files.readString(path, ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no file " + path, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("Can't read " + path + ": " + e.getMessage(), e);
    }
  }

  /** At least one. */
  List<X509Certificate> certificates() {
    List<X509Certificate> certificates = new ArrayList<>();
    for (MatchResult block : blocks) {
      if (block.group(1).equals("CERTIFICATE")) {
        certificates.add(certificate(block));
      }
    }
    if (certificates.isEmpty()) {
      throw unusable("no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }
    return certificates;
  }

  private X509Certificate certificate(MatchResult block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes(block)));
    } catch (CertificateException e) {
      throw unusable("a certificate that can't be decoded");
    }
  }

  /** The key that belongs to the certificate with that public key. */
  PrivateKey privateKey(PublicKey certified) {
    MatchResult block = keyBlock();
    try {
      PrivateKey key = PrivateKeys.decode(block.group(1), bytes(block), certified);
      if (PrivateKeys.belongTogether(key, certified)) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      // What the cause says could show parts of the key, so it is not passed on.
      throw unusable("no valid " + certified.getAlgorithm() + " key, as the certificate needs");
    }
    throw unusable("a key that is not the certificate's");
  }

  private MatchResult keyBlock() {
    for (MatchResult block : blocks) {
      if (block.group(1).endsWith("PRIVATE KEY")) {
        if (block.group(1).startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
          throw unusable("an encrypted key; store it decrypted (openssl pkey -in … -out …)");
        }
        return block;
      }
    }
    throw unusable("no private key in PEM form (-----BEGIN PRIVATE KEY-----)");
  }

  private static byte[] bytes(MatchResult block) {
    return Base64.getMimeDecoder().decode(block.group(2));
  }

  private IllegalArgumentException unusable(String content) {
    return new IllegalArgumentException("The file " + path + " holds " + content);
  }
}
