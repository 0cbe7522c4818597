package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.proxy.definition.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/server-side.md} tells to do can be done. */
final class DocsTest {
  private static final Path DOCS = Path.of("..", "docs", "server-side.md");

  @TempDir Path folder = Path.of("");

  @Test
  void hasAllSettingsWithTheirDefaults() throws IOException {
    assertThat(Files.readString(DOCS))
        .contains("<!-- settings -->\n```yaml\n" + SettingsReader.defaults() + "```\n");
  }

  @Test
  void hasCommandsThatWork() throws IOException {
    Files.createDirectories(folder.resolve("etc/haproxy"));
    Files.createDirectories(folder.resolve("etc/keepalived"));
    Files.writeString(folder.resolve("pgha.yaml"), block("yaml"));
    for (List<String> command : commands()) {
      Run run = Run.of(command);
      assertThat(run.status()).describedAs(command + run.err()).isZero();
    }
    assertThat(folder.resolve("etc/haproxy/haproxy.cfg")).content().contains("listen pgha_writes");
    assertThat(folder.resolve("etc/keepalived/keepalived.conf"))
        .content()
        .contains("10.5.5.100/24");
  }

  /** Those of the docs ask a cluster, write to the system, and have the programs look. */
  private List<List<String>> commands() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    for (String line : Files.readAllLines(DOCS)) {
      if (line.startsWith("pgha ")) {
        String here =
            line.substring("pgha ".length())
                .replace(" /etc/", " " + folder + "/etc/")
                .replace("pgha.yaml", folder.resolve("pgha.yaml").toString());
        commands.add(List.of((here + " --offline --no-check").split(" ")));
      }
    }
    assertThat(commands).isNotEmpty();
    return commands;
  }

  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCS));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
