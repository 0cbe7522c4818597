package io.pgha.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts members off with iptables. Every rule carries a comment, {@code TAG_MEMBER}, by which it is
 * found again.
 *
 * <p>An address tells the packets to and from what a member listens to. What it opens itself has no
 * address of its own on loopback; there the group of the sending process tells, and a mark on the
 * connection catches the packets that come back.
 */
final class Firewall {
  private static final List<String> TABLES = List.of("filter", "mangle");

  private static final Pattern COMMENT = Pattern.compile(" --comment (\\S+)");

  private final Programs programs;
  private final Account account;
  private final String tag;

  Firewall(Programs programs, Account account, String tag) {
    this.programs = programs;
    this.account = account;
    this.tag = tag;
  }

  void cutFromDcs(String member, String etcdAddress) {
    requireRoot(member);
    cutAddress(member, etcdAddress);
  }

  /** Clients are all processes but the members of this and other clusters. */
  void cutFromClients(String member, String address, int group) {
    requireRoot(member);
    dropMarked(member, group);
    // Other machines are clients too; members speak with each other on loopback.
    insert(member, "filter", "INPUT ! -i lo -d " + address + " -p tcp -j DROP");
    mark(member, group, "-d " + address + " -m owner ! --gid-owner " + Addresses.GROUPS);
  }

  void cut(String member, String address, String etcdAddress, int group) {
    requireRoot(member);
    cutAddress(member, address);
    cutAddress(member, etcdAddress);
    dropMarked(member, group);
    mark(member, group, "-m owner --gid-owner " + group);
  }

  private void cutAddress(String member, String address) {
    insert(member, "filter", "INPUT -d " + address + " -p tcp -j DROP");
    insert(member, "filter", "INPUT -s " + address + " -p tcp -j DROP");
  }

  private void dropMarked(String member, int mark) {
    insert(member, "filter", "INPUT -p tcp -m connmark --mark " + mark + " -j DROP");
  }

  private void mark(String member, int mark, String packets) {
    insert(member, "mangle", "OUTPUT -p tcp " + packets + " -j CONNMARK --set-mark " + mark);
  }

  private void requireRoot(String member) {
    if (!account.isRoot()) {
      throw new IllegalStateException(
          "Isolating %s is done with iptables and needs root; this JVM runs as '%s'"
              .formatted(member, account.caller()));
    }
  }

  private void insert(String member, String table, String rule) {
    iptables(table, "-I " + rule + " -m comment --comment " + tag + "_" + member);
  }

  /** Takes the member's rules away; nothing happens when there are none. */
  void rejoin(String member) {
    remove(comment -> comment.equals(tag + "_" + member));
  }

  /** Takes all rules of this tag away. */
  void removeAll() {
    remove(comment -> comment.startsWith(tag + "_"));
  }

  private void remove(Predicate<String> ours) {
    if (account.isRoot() && programs.find("iptables").isPresent()) {
      TABLES.forEach(table -> remove(table, ours));
    }
  }

  private void remove(String table, Predicate<String> ours) {
    iptables(table, "-S")
        .lines()
        .filter(rule -> ours.test(comment(rule)))
        .forEach(rule -> iptables(table, rule.replaceFirst("^-A", "-D")));
  }

  private static String comment(String rule) {
    Matcher matcher = COMMENT.matcher(rule);
    return matcher.find() ? matcher.group(1) : "";
  }

  private String iptables(String table, String arguments) {
    Path program = programs.require("iptables", "iptables");
    List<String> command = new ArrayList<>(Command.of(program, "-w", "10", "-t", table));
    command.addAll(Arrays.asList(arguments.split(" ", -1)));
    return Command.output("iptables " + arguments, command);
  }
}
