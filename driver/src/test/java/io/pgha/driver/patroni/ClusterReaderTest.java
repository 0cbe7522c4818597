package io.pgha.driver.patroni;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Discovered;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterReaderTest {
  static List<Recorded> recorded() {
    return Recorded.all("_cluster.json");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void readsEveryRecordedAnswer(Recorded answer) throws Exception {
    List<Discovered> members = ClusterReader.read(answer.bytes());

    assertThat(members).extracting(Discovered::name).isSubsetOf("pg1", "pg2", "pg3");
    assertThat(members)
        .allSatisfy(
            member -> {
              assertThat(member.postgres().port()).isEqualTo(5432);
              assertThat(member.api())
                  .isEqualTo(URI.create("http://" + member.postgres().host() + ":8008"));
            });
  }

  @Test
  void readsMembers() throws Exception {
    Recorded healthy = Recorded.of("4.1.5", "healthy", "pg2_cluster.json");

    assertThat(ClusterReader.read(healthy.bytes()))
        .hasSize(3)
        .contains(
            new Discovered(
                "pg2",
                new HostPort("10.213.104.12", 5432),
                URI.create("http://10.213.104.12:8008")));
  }

  static Stream<Arguments> apiUrls() {
    return Stream.of(
        Arguments.of("https://db-1.example.com:8008/patroni", "https://db-1.example.com:8008"),
        Arguments.of("http://user:secret@10.0.0.1:8008/patroni?x=1#y", "http://10.0.0.1:8008"),
        Arguments.of("http://[fd00::1]:8008/patroni", "http://[fd00::1]:8008"),
        Arguments.of("http://patroni_1:8008/patroni", "http://patroni_1:8008"),
        Arguments.of("https://db/patroni", "https://db:443"));
  }

  @ParameterizedTest
  @MethodSource("apiUrls")
  void reducesApiUrlToItsOrigin(String url, String origin) throws Exception {
    assertThat(read(member("'host':'h','port':5432,'api_url':'" + url + "'")))
        .extracting(Discovered::api)
        .containsExactly(URI.create(origin));
  }

  @Test
  void readsAddressesOfIpv6() throws Exception {
    assertThat(read(member("'host':'fe80::1%eth0','port':5432,'api_url':'http://h:8008/patroni'")))
        .extracting(Discovered::postgres)
        .containsExactly(new HostPort("fe80::1%eth0", 5432));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'port':5432,'api_url':'http://h:8008/patroni'",
        "'host':'h','api_url':'http://h:8008/patroni'",
        "'host':'h','port':5432",
        "'host':'h','port':5432,'api_url':'ftp://h/patroni'",
        "'host':'h','port':5432,'api_url':'no url'",
        "'host':'h','port':5432,'api_url':'http://h:99999/'",
        "'host':'h','port':0,'api_url':'http://h:8008/patroni'",
        "'host':'h','port':65536,'api_url':'http://h:8008/patroni'",
        "'host':'','port':5432,'api_url':'http://h:8008/patroni'",
        "'host':'h/db?user=x','port':5432,'api_url':'http://h:8008/patroni'",
        "'host':'a,b','port':5432,'api_url':'http://h:8008/patroni'",
      })
  void leavesOutMembersThatCannotBeReached(String properties) throws Exception {
    String whole = "{'name':'pg2','host':'h','port':5432,'api_url':'http://h:8008/patroni'}";

    assertThat(read("{'members':[{'name':'pg1'," + properties + "}," + whole + "]}"))
        .extracting(Discovered::name)
        .containsExactly("pg2");
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of("<html>", "not proper JSON"),
        Arguments.of("{}", "members is missing"),
        Arguments.of("{'members':null}", "members is missing"),
        Arguments.of("{'members':{}}", "members is {}, not an array"),
        Arguments.of("{'members':['pg1']}", "members[] is \"pg1\", not an object"),
        Arguments.of("{'members':[{'name':7}]}", "members[].name is 7, not a short text"),
        Arguments.of("{'members':[{'name':'a','port':'5432'}]}", "members[].port is"),
        Arguments.of("{'members':[],'members':[]}", "Duplicate"),
        Arguments.of("{'members':" + "[".repeat(1_000_000), "depth"),
        Arguments.of("{'members':[" + "{},".repeat(1_000_000) + "{}]}", "Token count"),
        Arguments.of(
            "{'members':["
                + "{'name':'a','host':'h','port':1,'api_url':'http://h'},"
                + "{'name':'a','host':'i','port':1,'api_url':'http://i'}]}",
            "two members have the name a"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refusesHostileBodiesInFewWords(String body, String words) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(UnusableAnswerException.class)
        .message()
        .contains(words)
        .hasSizeLessThan(400);
  }

  @Test
  void readsClusterOfThousandMembers() throws Exception {
    String members =
        "{'name':'m%1$d','role':'replica','state':'streaming','host':'h%1$d','port':5432,'lag':0,'api_url':'http://h%1$d:8008/patroni'},";
    StringBuilder body = new StringBuilder("{'members':[");
    for (int i = 0; i < 1_000; i++) {
      body.append(members.formatted(i));
    }

    assertThat(read(body.append("{}]}").toString())).hasSize(1_000);
  }

  private static String member(String properties) {
    return "{'members':[{'name':'pg1'," + properties + "}]}";
  }

  private static List<Discovered> read(String json) throws UnusableAnswerException {
    return ClusterReader.read(json.replace('\'', '"').getBytes(UTF_8));
  }

  /** OkHttp takes a quotation mark for a name. */
  @Test
  void leavesOutAMemberWhoseApiNoUriCanName() throws UnusableAnswerException {
    String member = "{\"name\":\"%s\",\"host\":\"a\",\"port\":1,\"api_url\":\"http://%s:1/\"}";
    String members = member.formatted("a", "\\\"") + "," + member.formatted("b", "b_c");
    assertThat(ClusterReader.read(("{\"members\":[" + members + "]}").getBytes(UTF_8)))
        .extracting(Discovered::name)
        .containsExactly("b");
  }
}
