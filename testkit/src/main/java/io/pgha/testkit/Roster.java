package io.pgha.testkit;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The members of a cluster, and what they answer when all are asked. */
final class Roster {
  private final List<Member> members = new CopyOnWriteArrayList<>();
  private final AtomicInteger lastIndex = new AtomicInteger();

  Member newMember(Site site) {
    Member member = new Member(site, lastIndex.incrementAndGet());
    members.add(member);
    return member;
  }

  void remove(Member member) {
    members.remove(member);
  }

  List<Member> members() {
    return Collections.unmodifiableList(members);
  }

  Member member(String name) {
    return members.stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No member '" + name + "' in " + members));
  }

  /** If two claim to be it, the one on the newer timeline. */
  Optional<Member> leader() {
    List<Member> claimants = members.stream().filter(Member::isLeader).toList();
    return claimants.size() < 2
        ? claimants.stream().findFirst()
        : claimants.stream().max(Comparator.comparing(Member::timeline));
  }

  List<Member> replicas() {
    return members.stream().filter(Member::isReplica).toList();
  }

  boolean isHealthy() {
    return leader().filter(this::allOthersStreamFrom).isPresent();
  }

  private boolean allOthersStreamFrom(Member leader) {
    return all(member -> member == leader || member.isStreamingFrom(leader));
  }

  boolean all(Predicate<Member> predicate) {
    return members.stream().allMatch(predicate);
  }

  /** Whether this holds for the answer of every member that runs, and at least one does. */
  boolean allAnswers(String path, Predicate<Api.Answer> predicate) {
    List<Member> running = members.stream().filter(Member::isRunning).toList();
    return !running.isEmpty()
        && running.stream().allMatch(member -> member.ask(path).filter(predicate).isPresent());
  }

  /** The first answer with status 200, asking one member after the other. */
  Optional<Api.Answer> firstOk(String method, String path, Object body) {
    return members.stream()
        .flatMap(member -> member.send(method, path, body).stream())
        .filter(answer -> answer.status() == 200)
        .findFirst();
  }

  void await(String description, Duration timeout, BooleanSupplier condition) {
    Await.until(description, timeout, condition, this::describe);
  }

  void await(String description, BooleanSupplier condition) {
    await(description, Await.TIMEOUT, condition);
  }

  <T> T await(String description, Supplier<Optional<T>> question) {
    return await(description, Await.TIMEOUT, question);
  }

  <T> T await(String description, Duration timeout, Supplier<Optional<T>> question) {
    return Await.present(description, timeout, question, this::describe);
  }

  String describe() {
    return members.stream().map(Roster::describe).collect(Collectors.joining("; "));
  }

  private static String describe(Member member) {
    return member + ": " + member.ask("/patroni").map(Api.Answer::body).orElse("no answer");
  }
}
