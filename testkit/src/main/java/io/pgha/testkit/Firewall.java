package io.pgha.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of iptables that are for one member, on the machine where they are needed. Every rule
 * carries a comment, {@code TAG_MEMBER}, by which it is found again.
 */
final class Firewall {
  private static final List<String> TABLES = List.of("filter", "mangle");

  private static final Pattern COMMENT = Pattern.compile(" --comment (\\S+)");

  private final Machine machine;
  private final Programs programs;
  private final Account account;
  private final String tag;
  private final String member;

  Firewall(Machine machine, Programs programs, Account account, String tag, String member) {
    this.machine = machine;
    this.programs = programs;
    this.account = account;
    this.tag = tag;
    this.member = member;
  }

  /** Takes all rules of the tag away that are on this machine, whomever they are for. */
  static void removeAll(String tag) {
    new Firewall(new ThisMachine(), new Programs(), Account.current(), tag, "")
        .remove(comment -> comment.startsWith(tag + "_"));
  }

  /**
   * @throws IllegalStateException when this is not root, or iptables fails
   */
  void insert(String table, String rule) {
    requireRoot();
    iptables(table, "-I " + rule + " -m comment --comment " + comment());
  }

  private void requireRoot() {
    if (!account.isRoot()) {
      throw new IllegalStateException(
          "Isolating %s is done with iptables and needs root; this JVM runs as '%s'"
              .formatted(member, account.caller()));
    }
    if (!machine.grants(Capability.NET_ADMIN)) {
      throw new IllegalStateException(
          "Isolating %s is done with iptables and needs the capability NET_ADMIN, which root does not have here; a container gets it with --cap-add NET_ADMIN"
              .formatted(member));
    }
  }

  /** Takes the member's rules away; nothing happens when there are none. */
  void removeMine() {
    remove(comment()::equals);
  }

  private String comment() {
    return tag + "_" + member;
  }

  private void remove(Predicate<String> ours) {
    if (account.isRoot()
        && machine.grants(Capability.NET_ADMIN)
        && programs.find("iptables").isPresent()) {
      TABLES.forEach(table -> remove(table, ours));
    }
  }

  private void remove(String table, Predicate<String> ours) {
    iptables(table, "-S")
        .lines()
        .filter(rule -> ours.test(comment(rule)))
        .forEach(rule -> removeRule(table, rule));
  }

  /** Somebody else who clears up may have been faster. */
  private void removeRule(String table, String rule) {
    String arguments = rule.replaceFirst("^-A", "-D");
    Command.Result removed = run(table, arguments);
    if (removed.exitCode() != 0 && iptables(table, "-S").lines().anyMatch(rule::equals)) {
      removed.succeeded("iptables " + arguments);
    }
  }

  private static String comment(String rule) {
    Matcher matcher = COMMENT.matcher(rule);
    return matcher.find() ? matcher.group(1) : "";
  }

  private String iptables(String table, String arguments) {
    return run(table, arguments).succeeded("iptables " + arguments);
  }

  private Command.Result run(String table, String arguments) {
    Path program = programs.require("iptables", "iptables");
    List<String> command = new ArrayList<>(Command.of(program, "-w", "10", "-t", table));
    command.addAll(Arrays.asList(arguments.split(" ", -1)));
    return machine.run(List.copyOf(command));
  }
}
