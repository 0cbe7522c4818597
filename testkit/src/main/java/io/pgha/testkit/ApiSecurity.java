package io.pgha.testkit;

/** How Patroni's REST API is protected. */
public enum ApiSecurity {
  /** Plain HTTP, Patroni's default. */
  HTTP,
  /** HTTPS; clients need no certificate. */
  HTTPS,
  /**
   * HTTPS, and every client must show a certificate of the cluster's CA ({@code verify_client:
   * required}).
   */
  HTTPS_CLIENT_CERTIFICATE
}
