package io.pgha.proxy.check;

import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.emit.HaproxyProfile;
import io.pgha.proxy.emit.KeepalivedProfile;
import io.pgha.proxy.emit.Profiles;
import java.util.List;
import java.util.function.Function;

/** Compares files with what the cluster needs now. Immutable. */
public final class FileCheck {
  private final Wanted wanted;
  private final Function<Settings, Definition> definition;

  /**
   * @param definition what is right now, with these settings
   */
  public FileCheck(Wanted wanted, Function<Settings, Definition> definition) {
    this.wanted = wanted;
    this.definition = definition;
  }

  /**
   * Whether it can tell how a file differs. Nothing in keepalived's depends on the members, and so
   * it knows those only that pgha made, or should have made.
   *
   * @throws ProblemException if its head is wrong
   */
  public boolean canTell(String file) {
    return !isKeepalived(file) || wanted.of(file).isPresent();
  }

  private static boolean isKeepalived(String file) {
    return file.lines().anyMatch(line -> line.startsWith("vrrp_instance"));
  }

  /**
   * How a file differs, a line each; none if it fits, or {@link #canTell} is false.
   *
   * @throws ProblemException if it is neither HAProxy's nor keepalived's, or its head is wrong
   */
  public List<String> differences(String file) {
    if (isKeepalived(file)) {
      return keepalived(file);
    }
    List<Section> sections = HaproxyText.parse(file);
    if (sections.isEmpty()) {
      throw new ProblemException("it is neither HAProxy's nor keepalived's");
    }
    return wanted
        .of(file)
        .map(head -> Differences.between(sections, expected(head)))
        .orElseGet(() -> new ForeignHaproxy(sections, foreignDefinition()).differences());
  }

  private List<Section> expected(Header head) {
    HaproxyProfile profile = Profiles.require(HaproxyProfile.values(), head.profile());
    return HaproxyText.parse(profile.emit(definition.apply(head.read()), wanted.template()));
  }

  private Definition foreignDefinition() {
    return definition.apply(new Header("", "", false, wanted.settings()).read());
  }

  private List<String> keepalived(String file) {
    return wanted.of(file).map(known -> keepalived(file, known)).orElse(List.of());
  }

  private List<String> keepalived(String file, Header head) {
    KeepalivedProfile profile = Profiles.require(KeepalivedProfile.values(), head.profile());
    String expected =
        profile.emit(head.read(), /* secret= */ "", wanted.template()).get(head.host());
    if (expected == null) {
      throw new ProblemException(
          "no host \"%s\" is among the hosts; say whose file it is with --for NAME"
              .formatted(head.host()));
    }
    return Differences.between(KeepalivedText.parse(file), KeepalivedText.parse(expected));
  }
}
