package io.pgha.proxy.emit;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.config.IpAddresses;
import io.pgha.driver.config.TlsFiles;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.ProxiedMember;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where HAProxy asks a member's REST API, and how it makes sure that it is the right one. */
record ApiCheck(Definition definition) {
  /** What Debian and Ubuntu trust. */
  private static final String SYSTEM_CA = "/etc/ssl/certs/ca-certificates.crt";

  String of(ProxiedMember member) {
    HostPort api = HostPort.of(member.api());
    String host = api.host().replaceAll("[\\[\\]]", "");
    String elsewhere =
        host.equalsIgnoreCase(member.postgres().host()) ? "" : "addr " + bracketed(host) + " ";
    return "check " + elsewhere + "port " + api.port() + tls(member, host);
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private String tls(ProxiedMember member, String host) {
    if (!"https".equals(member.api().getScheme())) {
      return "";
    }
    String name =
        IpAddresses.parse(host).isPresent() ? "" : " check-sni " + host + " verifyhost " + host;
    return " check-ssl verify required ca-file " + caFile() + clientCertificate() + name;
  }

  private String caFile() {
    return given(definition.settings().api().caFile(), tlsFiles().caFile(), SYSTEM_CA);
  }

  private TlsFiles tlsFiles() {
    return definition.config().patroni().tls();
  }

  /** HAProxy wants certificate and key in one file. */
  private String clientCertificate() {
    TlsFiles files = tlsFiles();
    if (definition.settings().api().certFile().isEmpty()
        && !Objects.equals(files.certFile(), files.keyFile())) {
      throw new ProblemException(
          "api.certFile is missing: HAProxy wants the client certificate and its key in one file,"
              + " and the URL has two");
    }
    String file = given(definition.settings().api().certFile(), files.certFile(), "");
    return file.isEmpty() ? "" : " crt " + file;
  }

  private static String given(String setting, @Nullable Path ofUrl, String otherwise) {
    if (!setting.isEmpty()) {
      return setting;
    }
    return ofUrl == null ? otherwise : ofUrl.toAbsolutePath().toString();
  }
}
