package io.pgha.driver.patroni;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;

/** Decodes private keys in the forms that OpenSSL writes. */
final class PrivateKeys {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {2, 1, 0};

  private PrivateKeys() {}

  /**
   * @param label of the PEM block: {@code PRIVATE KEY} is PKCS #8, {@code RSA PRIVATE KEY} PKCS #1,
   *     {@code EC PRIVATE KEY} SEC 1
   */
  static PrivateKey decode(String label, byte[] der, PublicKey certified)
      throws GeneralSecurityException {
    byte[] pkcs8 = label.equals("PRIVATE KEY") ? der : wrap(der, certified);
    return KeyFactory.getInstance(certified.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  static boolean belongTogether(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] sample = {42};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(sample);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(sample);
    return verifies(signature, signed);
  }

  private static boolean verifies(Signature signature, byte[] signed) {
    try {
      return signature.verify(signed);
    } catch (SignatureException e) {
      // Not even of the right length.
      return false;
    }
  }

  /**
   * The older forms are what PKCS #8 wraps together with the algorithm, and the public key names
   * the algorithm in the same way.
   */
  private static byte[] wrap(byte[] inner, PublicKey certified) {
    return element(
        SEQUENCE,
        VERSION_0,
        algorithmIdentifier(ByteBuffer.wrap(certified.getEncoded())),
        element(OCTET_STRING, inner));
  }

  /** The first element of a SubjectPublicKeyInfo (RFC 5280). */
  private static byte[] algorithmIdentifier(ByteBuffer subjectPublicKeyInfo) {
    enter(subjectPublicKeyInfo);
    ByteBuffer identifier = subjectPublicKeyInfo.slice();
    int length = enter(identifier);
    byte[] bytes = new byte[identifier.position() + length];
    subjectPublicKeyInfo.get(bytes);
    return bytes;
  }

  /** Moves past tag and length, to the content; returns the length. */
  private static int enter(ByteBuffer der) {
    der.get();
    int first = Byte.toUnsignedInt(der.get());
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = length << 8 | Byte.toUnsignedInt(der.get());
    }
    return length;
  }

  private static byte[] element(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    writeLength(element, content.size());
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
  }
}
