package io.pgha.proxy.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A socket that answers in HAProxy's place. */
final class ServerStateTest {
  @TempDir Path folder = Path.of("");

  @Test
  void keepsWhatHaproxyAnswers() throws Exception {
    String state = "1\n# be_id be_name\n2 pgha_writes 1 pg1\n" + "3 x\n".repeat(20_000);
    CompletableFuture<String> asked = answering(state + "\n");
    saved().save();
    assertThat(asked.get()).isEqualTo("show servers state\n");
    assertThat(folder.resolve("state")).content().isEqualTo(state);
  }

  @Test
  void leavesAnEmptyStateInsteadOfTheOldOneWhenTheAnswerIsAnother() throws Exception {
    Files.writeString(folder.resolve("state"), "1\n# old\n");
    CompletableFuture<String> asked = answering("Permission denied\n");
    assertThatIOException()
        .isThrownBy(() -> saved().save())
        .withMessage("HAProxy answers Permission denied");
    assertThat(asked.get()).isNotEmpty();
    assertThat(folder.resolve("state")).content().isEqualTo("1\n");
  }

  @Test
  void leavesAnEmptyStateInsteadOfTheOldOneWhenNobodyAnswers() throws Exception {
    Files.writeString(folder.resolve("state"), "1\n# old\n");
    assertThatIOException().isThrownBy(() -> saved().save());
    assertThat(folder.resolve("state")).content().isEqualTo("1\n");
  }

  private ServerState saved() {
    return new ServerState(socket(), folder.resolve("state"), Ticker.systemTicker());
  }

  private Path socket() {
    return folder.resolve("socket");
  }

  private CompletableFuture<String> answering(String answer) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket()));
    return CompletableFuture.supplyAsync(() -> serve(server, answer));
  }

  private static String serve(ServerSocketChannel server, String answer) {
    try (server;
        SocketChannel client = server.accept()) {
      ByteBuffer asked = ByteBuffer.allocate(100);
      client.read(asked);
      ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
      return new String(asked.array(), 0, asked.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
