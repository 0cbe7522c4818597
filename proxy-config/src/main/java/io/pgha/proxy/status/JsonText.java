package io.pgha.proxy.status;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A report as one JSON object on one line, for programs. What is not known is null. */
public final class JsonText {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonText() {}

  public static String of(ClusterReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("cluster", report.name());
    add(root.putObject("write"), report.write());
    add(root.putObject("read"), report.read());
    ArrayNode members = root.putArray("members");
    report.members().forEach(member -> add(members.addObject(), member));
    return root.toString();
  }

  private static void add(ObjectNode node, Route route) {
    ArrayNode to = node.putArray("to");
    route.best().forEach(to::add);
    ArrayNode then = node.putArray("then");
    route.then().forEach(then::add);
    node.put("why", route.why());
  }

  private static void add(ObjectNode node, MemberReport member) {
    node.put("name", member.name())
        .put("postgres", member.postgres())
        .put("api", member.api())
        .put("role", member.role())
        .put("state", member.state().isEmpty() ? null : member.state())
        .put("timeline", boxed(member.timeline()))
        .put("lagBytes", boxed(member.lag()))
        .put("answerMillis", boxed(member.answerMillis()))
        .put("failure", text(member.failure()))
        .put("againstReads", text(member.against()))
        .put("inUrl", member.seed());
    ObjectNode tags = node.putObject("tags");
    new TreeMap<>(member.tags()).forEach(tags::put);
  }

  private static @Nullable Long boxed(OptionalLong number) {
    return number.isPresent() ? (Long) number.getAsLong() : null;
  }

  private static @Nullable String text(Optional<String> text) {
    return text.orElse(null);
  }
}
