package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * PEM files for HTTPS to Patroni. Certificate and key are given both or not at all; the files are
 * not looked at here.
 *
 * @param caFile null to trust whom Java trusts
 * @param certFile null to show no client certificate
 */
public record TlsFiles(@Nullable Path caFile, @Nullable Path certFile, @Nullable Path keyFile) {
  static TlsFiles of(Parameters parameters) throws SQLException {
    TlsFiles files =
        new TlsFiles(
            parameters.find(PghaProperty.PATRONI_CA_FILE, TlsFiles::path).orElse(null),
            parameters.find(PghaProperty.PATRONI_CERT_FILE, TlsFiles::path).orElse(null),
            parameters.find(PghaProperty.PATRONI_KEY_FILE, TlsFiles::path).orElse(null));
    if (files.certFile == null && files.keyFile != null) {
      throw parameters.invalid(PghaProperty.PATRONI_KEY_FILE, "It needs patroniCertFile");
    }
    if (files.certFile != null && files.keyFile == null) {
      throw parameters.invalid(PghaProperty.PATRONI_CERT_FILE, "It needs patroniKeyFile");
    }
    return files;
  }

  public boolean given() {
    return caFile != null || certFile != null;
  }

  private static Path path(String text) throws WrongValueException {
    if (text.isBlank()) {
      throw new WrongValueException("It is empty");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new WrongValueException("It is no file name: " + e.getReason());
    }
  }
}
