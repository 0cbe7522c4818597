package io.pgha.driver.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final Map<URI, Set<InetSocketAddress>> UNRESOLVED = Map.of();

  @Test
  void addsDiscoveredMembersBehindTheSeeds() {
    View view = View.initial(List.of(seed("pg2", "b"), seed("pg1", "a")), List.of());

    assertThat(merge(view, found("pg1", "a"), found("pg3", "c"), found("pg2", "b")))
        .containsExactly(seed("pg2", "b"), seed("pg1", "a"), discovered("pg3", "c"));
  }

  @Test
  void keepsTheAddressesOfTheUrlForAMemberOfTheSameName() {
    View view = View.initial(List.of(seed("pg1", "public")), List.of());

    assertThat(merge(view, found("pg1", "private"))).containsExactly(seed("pg1", "public"));
  }

  @Test
  void keepsTheAddressesOfTheUrlForAMemberBehindTheSameApi() {
    View view = View.initial(List.of(seed(null, "a")), List.of());

    assertThat(merge(view, found("pg1", "a"))).containsExactly(seed("pg1", "a"));
  }

  @Test
  void keepsTheAddressesOfTheUrlForAMemberWithTheSameResolvedAddress() throws Exception {
    View view = View.initial(List.of(seed(null, "by-name")), List.of());
    Map<URI, Set<InetSocketAddress>> resolved =
        Map.of(
            api("by-name"), Set.of(address(1, 8008), address(2, 8008)),
            api("10.0.0.2"), Set.of(address(2, 8008)));

    assertThat(Membership.merge(view, List.of(found("pg1", "10.0.0.2")), resolved))
        .containsExactly(seed("pg1", "by-name"));
  }

  @Test
  void takesARenamedMemberBehindTheSameApiForTheSeed() {
    View view = View.initial(List.of(seed("old-name", "a")), List.of());

    assertThat(merge(view, found("new-name", "a"))).containsExactly(seed("new-name", "a"));
  }

  @Test
  void believesTheNameRatherThanTheAddress() {
    View view = View.initial(List.of(seed("pg1", "a"), seed("pg2", "b")), List.of());

    assertThat(merge(view, found("pg2", "a"), found("pg1", "b")))
        .containsExactly(seed("pg1", "a"), seed("pg2", "b"));
  }

  @Test
  void tellsMembersOfOneHostApartByTheirPort() throws Exception {
    View view = View.initial(List.of(seed(null, "by-name")), List.of());
    Map<URI, Set<InetSocketAddress>> resolved =
        Map.of(
            api("by-name"), Set.of(address(1, 8008)),
            api("10.0.0.1"), Set.of(address(1, 8009)));

    assertThat(Membership.merge(view, List.of(found("pg2", "10.0.0.1")), resolved))
        .containsExactly(seed(null, "by-name"), discovered("pg2", "10.0.0.1"));
  }

  @Test
  void matchesNobodyByAnAddressThatCouldNotBeResolved() {
    View view = View.initial(List.of(seed(null, "a"), seed(null, "b")), List.of());

    assertThat(merge(view, found("pg1", "c")))
        .containsExactly(seed(null, "a"), seed(null, "b"), discovered("pg1", "c"));
  }

  @Test
  void replacesASeedByTheMembersThatItsNameStandsFor() throws Exception {
    View view = View.initial(List.of(seed(null, "by-name"), seed("pg3", "c")), List.of());
    Map<URI, Set<InetSocketAddress>> resolved =
        Map.of(
            api("by-name"), Set.of(address(1, 8008), address(2, 8008)),
            api("10.0.0.1"), Set.of(address(1, 8008)),
            api("10.0.0.2"), Set.of(address(2, 8008)));
    List<Discovered> found = List.of(found("pg1", "10.0.0.1"), found("pg2", "10.0.0.2"));

    List<Member> merged = Membership.merge(view, found, resolved);

    assertThat(merged)
        .containsExactly(
            seed("pg3", "c"), discovered("pg1", "10.0.0.1"), discovered("pg2", "10.0.0.2"));
    assertThat(TopologyRules.replaceMembers(view, merged).contacts())
        .extracting(MemberView::member)
        .containsExactly(seed(null, "by-name"));
  }

  @Test
  void keepsASeedThatStandsForSeveralWhenPatroniNamesNobody() throws Exception {
    View view = View.initial(List.of(seed(null, "by-name")), List.of());

    assertThat(merge(view)).containsExactly(seed(null, "by-name"));
  }

  @Test
  void neverDropsASeed() {
    View view = View.initial(List.of(seed("pg1", "a"), seed("pg2", "b")), List.of());

    assertThat(merge(view, found("pg2", "b"))).containsExactly(seed("pg1", "a"), seed("pg2", "b"));
    assertThat(merge(view)).containsExactly(seed("pg1", "a"), seed("pg2", "b"));
  }

  @Test
  void dropsADiscoveredMemberThatIsNotNamedAnyMore() {
    View view =
        TopologyRules.replaceMembers(
            View.initial(List.of(seed("pg1", "a")), List.of()),
            List.of(seed("pg1", "a"), discovered("pg2", "b"), discovered("pg3", "c")));

    assertThat(merge(view, found("pg1", "a"), found("pg3", "c")))
        .containsExactly(seed("pg1", "a"), discovered("pg3", "c"));
  }

  @Test
  void followsADiscoveredMemberToItsNewAddress() {
    View view =
        TopologyRules.replaceMembers(
            View.initial(List.of(seed("pg1", "a")), List.of()),
            List.of(seed("pg1", "a"), discovered("pg2", "b")));

    assertThat(merge(view, found("pg1", "a"), found("pg2", "c")))
        .containsExactly(seed("pg1", "a"), discovered("pg2", "c"));
  }

  private static List<Member> merge(View view, Discovered... found) {
    return Membership.merge(view, List.of(found), UNRESOLVED);
  }

  private static Member seed(@Nullable String name, String host) {
    return new Member(name, new HostPort(host, 5432), api(host), /* seed= */ true);
  }

  private static Member discovered(String name, String host) {
    return new Member(name, new HostPort(host, 5432), api(host), /* seed= */ false);
  }

  private static Discovered found(String name, String host) {
    return new Discovered(name, new HostPort(host, 5432), api(host));
  }

  private static URI api(String host) {
    return URI.create("http://" + host + ":8008");
  }

  private static InetSocketAddress address(int last, int port) throws UnknownHostException {
    return new InetSocketAddress(
        InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last}), port);
  }
}
