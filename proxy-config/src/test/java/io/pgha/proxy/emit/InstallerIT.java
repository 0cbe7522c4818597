package io.pgha.proxy.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only root can see: files of somebody else. */
final class InstallerIT {
  @TempDir Path folder = Path.of("");

  @Test
  void leavesAFileToItsOwnerAndGroup() throws IOException {
    Path target = Files.writeString(folder.resolve("a.cfg"), "old");
    giveAway(target);
    PosixFileAttributes before = attributes(target);
    Draft draft = new Draft(target, "new", /* secret= */ false, Optional.empty());
    new Installer(null, line -> {}).install(List.of(draft));
    assertThat(target).hasContent("new");
    assertSame(target, before);
    assertSame(folder.resolve("a.cfg.bak"), before);
    Installer.putBack(new Draft(target, "old", /* secret= */ false, Optional.empty()));
    assertThat(target).hasContent("old");
    assertSame(target, before);
  }

  private static void giveAway(Path file) throws IOException {
    UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    view.setOwner(names.lookupPrincipalByName("nobody"));
    view.setGroup(names.lookupPrincipalByGroupName("adm"));
    view.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
  }

  private static void assertSame(Path file, PosixFileAttributes wanted) throws IOException {
    assertThat(attributes(file).owner()).isEqualTo(wanted.owner());
    assertThat(attributes(file).group()).isEqualTo(wanted.group());
    assertThat(attributes(file).permissions()).isEqualTo(wanted.permissions());
  }

  private static PosixFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class);
  }
}
