package io.pgha.proxy.check;

import io.pgha.driver.config.HostPort;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.ProxiedMember;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration of HAProxy that somebody else has written: of it only servers and their checks
 * are understood, in the sections that ask Patroni.
 */
final class ForeignHaproxy {
  private final List<Section> sections;
  private final Definition definition;
  private final List<String> found = new ArrayList<>();

  ForeignHaproxy(List<Section> sections, Definition definition) {
    this.sections = sections;
    this.definition = definition;
  }

  List<String> differences() {
    List<Section> ours = sections.stream().filter(this::asksPatroni).toList();
    if (ours.isEmpty()) {
      return List.of("no section has a member as its server, and asks Patroni about it");
    }
    ours.forEach(this::compare);
    return List.copyOf(found);
  }

  /** By its check, or by where its servers are. */
  private boolean asksPatroni(Section section) {
    return !section.servers().isEmpty()
        && (PatroniCheck.of(section).filter(PatroniCheck::known).isPresent()
            || section.servers().stream().anyMatch(server -> member(server).isPresent()));
  }

  private Optional<ProxiedMember> member(ServerLine server) {
    return definition.members().stream().filter(member -> is(member, server)).findFirst();
  }

  private void compare(Section section) {
    String title = section.title() + ": ";
    PatroniCheck.of(section)
        .ifPresentOrElse(
            check ->
                check
                    .differences(definition.config().routing().maxReplicaLag())
                    .forEach(difference -> found.add(title + difference)),
            () -> found.add(title + "has no \"option httpchk\", and so does not ask Patroni"));
    definition.members().stream()
        .filter(member -> section.servers().stream().noneMatch(server -> is(member, server)))
        .forEach(
            member ->
                found.add(
                    title
                        + "no server for member %s %s"
                            .formatted(member.name(), member.postgres())));
    section.servers().forEach(server -> compare(title, section, server));
  }

  private static boolean is(ProxiedMember member, ServerLine server) {
    return member.postgres().toString().equalsIgnoreCase(server.address());
  }

  private void compare(String title, Section section, ServerLine server) {
    Optional<ProxiedMember> member = member(server);
    if (member.isEmpty()) {
      found.add(title + server + " is no member's");
    } else if (!server.options().containsKey("track")) {
      compareCheck(title + server + ": ", options(section, server), member.get());
    }
  }

  private static Map<String, String> options(Section section, ServerLine server) {
    Map<String, String> options =
        new LinkedHashMap<>(
            section.after("default-server").map(ServerLine::options).orElse(Map.of()));
    options.putAll(server.options());
    return options;
  }

  private void compareCheck(String title, Map<String, String> options, ProxiedMember member) {
    HostPort api = HostPort.of(member.api());
    String port = options.getOrDefault("port", String.valueOf(member.postgres().port()));
    if (!options.containsKey("check")) {
      found.add(title + "is not checked");
    } else if (!port.equals(String.valueOf(api.port()))) {
      found.add(title + "checks port %s, should be %d".formatted(port, api.port()));
    }
  }
}
