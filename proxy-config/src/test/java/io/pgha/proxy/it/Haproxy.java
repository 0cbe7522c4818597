package io.pgha.proxy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An HAProxy on this machine. */
final class Haproxy implements AutoCloseable {
  private final Process process;
  private final Path socket;
  private final Path log;

  /** Its configuration says that it has its runtime socket in the folder, as {@code socket}. */
  Haproxy(Path folder, String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
    socket = folder.resolve("socket");
    log = folder.resolve("haproxy.log");
    process =
        new ProcessBuilder("haproxy", "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  Servers servers() throws IOException {
    assertThat(process.isAlive()).as(() -> "HAProxy lives; see " + log).isTrue();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.UTF_8)));
      byte[] answer = Channels.newInputStream(channel).readAllBytes();
      return Servers.parse(new String(answer, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.deleteIfExists(socket);
  }
}
