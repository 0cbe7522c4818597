package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedMembersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.db.example            | pg1.db.example",
        "*.db.example            | PG1.DB.Example.",
        "*.db.example            | a.b.db.example",
        "PG1.Example             | pg1.example",
        "pg*.example             | pg12.example",
        "*                       | anything",
        "pg_1                    | pg_1",
        "10.0.0.0/8              | 10.255.255.255",
        "10.1.2.3/8              | 10.0.0.1",
        "10.0.0.7                | 10.0.0.7",
        "0.0.0.0/0               | 192.0.2.1",
        "192.0.2.128/25          | 192.0.2.128",
        "2001:db8::/32           | 2001:db8:1::7",
        "2001:db8::/32           | [2001:DB8::7]",
        "[2001:db8::]/32         | 2001:db8::7",
        "::1                     | 0:0:0:0:0:0:0:1",
        "::/0                    | fe80::1",
        "10.0.0.0/8              | ::ffff:10.0.0.1",
        "a.example, 10.0.0.0/8   | 10.0.0.1",
        "10.0.0.0/8,*.example    | b.example",
      })
  void allows(String allowed, String host) throws WrongValueException {
    assertThat(AllowedMembers.parse(allowed).allows(host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.db.example            | db.example",
        "*.db.example            | pg1.db.example.evil",
        "*.db.example            | xdb-example",
        "pg1.example             | pg1xexample",
        "pg1.example             | pg2.example",
        "*                       | 10.0.0.1",
        "*                       | ::1",
        "10.0.0.0/8              | 11.0.0.1",
        "10.0.0.0/8              | pg1",
        "10.0.0.0/8              | 10.0.0.1.evil.example",
        "10.0.0.0/8              | 10.1",
        "10.0.0.0/8              | 167772161",
        "10.0.0.7                | 10.0.0.8",
        "192.0.2.128/25          | 192.0.2.127",
        "0.0.0.0/0               | ::1",
        "2001:db8::/32           | 2001:db9::1",
        "::/0                    | 10.0.0.1",
        "::1                     | ::2",
        "a.example,10.0.0.0/8    | b.example",
        "*.example               | ''",
        "10.0.0.0/8              | ''",
      })
  void doesNotAllow(String allowed, String host) throws WrongValueException {
    assertThat(AllowedMembers.parse(allowed).allows(host)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://pg_1.example:8008, true",
    "http://PG1.example:8008, true",
    "https://10.0.0.1:8008, true",
    "http://[2001:db8::1]:8008, true",
    "http://evil:8008, false",
    "http://10.0.0.1.evil:8008, false",
    "http://pg1.example, false",
    "mailto:pg1.example, false",
  })
  void looksAtTheHostOfAnApi(URI api, boolean allowed) throws WrongValueException {
    AllowedMembers members = AllowedMembers.parse("*.example,10.0.0.0/8,2001:db8::/32");
    assertThat(members.allows(api)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pg1", "10.0.0.1", "::1", ""})
  void allowsEverybodyByDefault(String host) {
    assertThat(AllowedMembers.any().allows(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", "10.0.0/8", "pg1/8",
            "10.0.0.*",
        "10.*", "10.0.0.300", "1.2.3", "h1:5432", "http://h1", "a b", "::1::", "10.0.0.0/0008",
      })
  void refusesWhatIsNeitherNameNorNetwork(String element) {
    assertThat(Urls.refusalOf("allowedMembers=h1," + element))
        .contains("Parameter allowedMembers", "\"" + element + "\" is n", "10.0.0.0/8");
  }

  @Test
  void belongsToTheSettingsOfACluster() throws SQLException {
    assertThat(Urls.with("allowedMembers=*.example,10.0.0.0%2F8").patroni().allowedMembers())
        .isEqualTo(Urls.with("allowedMembers=10.1.1.1/8,*.EXAMPLE").patroni().allowedMembers())
        .satisfies(members -> assertThat(members.allows("a.example")).isTrue());
  }
}
