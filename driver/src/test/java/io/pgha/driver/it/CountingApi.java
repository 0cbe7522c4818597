package io.pgha.driver.it;

import io.pgha.testkit.Member;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Stands in front of a member's REST API and counts what it is asked. */
final class CountingApi implements AutoCloseable {
  private final URI api;
  private final ServerSocket listener;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(CountingApi::daemon);

  private CountingApi(URI api) {
    this.api = api;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One for each, in their order. */
  static List<CountingApi> inFrontOf(Collection<Member> members) {
    List<CountingApi> apis =
        members.stream().map(member -> new CountingApi(URI.create(member.apiUrl()))).toList();
    apis.forEach(each -> each.threads.execute(each::accept));
    return apis;
  }

  /** The value of {@code patroniUrls}. */
  static String urls(List<CountingApi> apis) {
    return apis.stream()
        .map(each -> "http://127.0.0.1:" + each.listener.getLocalPort())
        .collect(Collectors.joining(","));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "counting-api");
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  /** A member that is down ends the client's connection without an answer. */
  private void serve(Socket accepted) {
    try (Socket client = accepted) {
      String request = head(client.getInputStream());
      requests.add(request.split(" ", 3)[1]);
      try (Socket member = new Socket(api.getHost(), api.getPort())) {
        member.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        member.getInputStream().transferTo(client.getOutputStream());
      }
    } catch (IOException e) {
      // Either side has gone, which is for the driver to deal with.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("No request came");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  long count(String path) {
    return requests.stream().filter(path::equals).count();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
