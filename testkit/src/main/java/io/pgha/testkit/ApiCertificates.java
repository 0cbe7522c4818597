package io.pgha.testkit;

import java.nio.file.Path;

/**
 * What a client needs to talk to an API on HTTPS, as PEM files that live as long as the cluster.
 *
 * @param authority the certificate of the authority that signed the members' certificate
 * @param clientCertificate a certificate that the members accept
 * @param clientKey its private key, PKCS #8, not encrypted
 */
public record ApiCertificates(Path authority, Path clientCertificate, Path clientKey) {}
