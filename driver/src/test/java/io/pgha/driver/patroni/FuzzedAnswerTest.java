package io.pgha.driver.patroni;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.PatroniStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;

/**
 * Whatever a member answers, it is read or found unusable, at once, in a short message of one line.
 */
final class FuzzedAnswerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration AT_ONCE = Duration.ofSeconds(10);
  private static final int SHORT = 500;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1.5",
          "1e400",
          "9223372036854775807",
          "9223372036854775808",
          "123456789012345678901234567890",
          "\"\"",
          "\"text\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"http://[::1\"",
          "\"http://a:99999/\"",
          "[]",
          "[null]",
          "[[]]",
          "[{}]",
          "{}",
          "{\"a\":{}}",
          "[1,\"a\",null,{}]");

  @Property
  void readsOrRefusesAnyBytes(@ForAll @Size(max = 200) byte[] body) {
    readOrRefuse(body);
  }

  @Property
  void readsOrRefusesWhatLooksLikeJson(@ForAll("jsonLike") String body) {
    readOrRefuse(body.getBytes(UTF_8));
  }

  @Property
  void readsOrRefusesDamagedAnswers(@ForAll("recorded") Recorded answer, @ForAll long seed)
      throws IOException {
    readOrRefuse(damaged(answer.bytes(), new Random(seed)));
  }

  @Property
  void readsOrRefusesAnswersWithOtherValues(@ForAll("recorded") Recorded answer, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    JsonNode root = JSON.readTree(answer.bytes());
    for (int i = 0; i <= random.nextInt(3); i++) {
      replaceSomething(root, random);
    }
    readOrRefuse(JSON.writeValueAsBytes(root));
  }

  @Property
  void readsOrLeavesOutMembersWithAnyAddress(
      @ForAll("hosts") String host, @ForAll("hosts") String api, @ForAll int port)
      throws IOException {
    ObjectNode member = JSON.createObjectNode();
    member.put("name", "a").put("host", host).put("port", port);
    member.put("api_url", "http://" + api + "/patroni");
    ObjectNode cluster = JSON.createObjectNode();
    cluster.putArray("members").add(member);
    readOrRefuse(JSON.writeValueAsBytes(cluster));
  }

  /** Bytes changed, taken away and put in, and the end cut off. */
  private static byte[] damaged(byte[] body, Random random) {
    List<Byte> bytes = new ArrayList<>();
    for (byte each : body) {
      bytes.add(each);
    }
    for (int i = 0; i <= random.nextInt(5) && !bytes.isEmpty(); i++) {
      damage(bytes, random.nextInt(bytes.size()), random);
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i);
    }
    return result;
  }

  private static void damage(List<Byte> bytes, int at, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> bytes.set(at, (byte) random.nextInt());
      case 1 -> bytes.set(at, (byte) "{}[]\",:0-e".charAt(random.nextInt(10)));
      case 2 -> bytes.subList(at, Math.min(bytes.size(), at + random.nextInt(30))).clear();
      default -> bytes.addAll(at, List.copyOf(bytes.subList(at / 2, at)));
    }
  }

  private static void replaceSomething(JsonNode root, Random random) throws IOException {
    List<JsonNode> containers = new ArrayList<>(root.findParents("name"));
    containers.addAll(List.of(root, root.path("xlog"), root.path("patroni"), root.path("tags")));
    JsonNode container = containers.get(random.nextInt(containers.size()));
    JsonNode value = JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
    if (container instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      object.set(names.get(random.nextInt(names.size())), value);
    } else if (container instanceof ArrayNode array) {
      array.add(value);
    }
  }

  private static void readOrRefuse(byte[] body) {
    Assertions.assertTimeout(
        AT_ONCE,
        () -> {
          readStatus(body);
          readCluster(body);
        });
  }

  private static void readStatus(byte[] body) {
    try {
      PatroniStatus status = StatusReader.read(200, body, Instant.EPOCH);
      assertThat(status.role()).isNotNull();
      assertThat(status.timeline().orElse(0)).isNotNegative();
      assertThat(status.location().orElse(0)).isNotNegative();
    } catch (UnusableAnswerException e) {
      assertPresentable(e);
    }
  }

  private static void readCluster(byte[] body) {
    try {
      for (Discovered each : ClusterReader.read(body)) {
        assertThat(each.postgres().host()).doesNotContainAnyWhitespaces().doesNotContain("/", "?");
        assertThat(each.postgres().port()).isBetween(1, 65_535);
        assertThat(each.api().getRawAuthority()).matches(".+:[0-9]+");
      }
    } catch (UnusableAnswerException e) {
      assertPresentable(e);
    }
  }

  private static void assertPresentable(UnusableAnswerException e) {
    assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(SHORT);
    assertThat(e.getMessage()).doesNotContainPattern(UNPRINTABLE);
  }

  @Provide
  Arbitrary<Recorded> recorded() {
    return Arbitraries.of(Recorded.all(".json"));
  }

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.oneOf(
        Arbitraries.of("a", "a_b:1", "[::1]:8008", "[fe80::1%25eth0]:1", "127.0.0.1:8008", "ü:1"),
        Arbitraries.strings().ascii().ofMaxLength(12),
        Arbitraries.strings().ofMaxLength(6));
  }

  @Provide
  Arbitrary<String> jsonLike() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"role\"",
            "\"state\"",
            "\"members\"",
            "\"name\"",
            "\"host\"",
            "\"port\"",
            "\"api_url\"",
            "\"xlog\"",
            "\"tags\"",
            "\"http://a:1/\"",
            "1",
            "-1",
            "null",
            "true",
            "\"",
            "\\",
            " ",
            "\n",
            "\u0000")
        .list()
        .ofMaxSize(40)
        .map(pieces -> "{" + String.join("", pieces) + "}");
  }
}
