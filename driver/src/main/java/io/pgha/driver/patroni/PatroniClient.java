package io.pgha.driver.patroni;

import io.pgha.driver.config.TlsFiles;
import io.pgha.driver.topology.Observation;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/**
 * Asks the REST APIs of members, one short connection for each request. Thread-safe.
 *
 * <p>Each request ends by calling its {@code done} exactly once, with the answer or with why there
 * is none, from one of this client's threads; only if {@value PollThreads#MAX} requests hang at
 * once, or the client is closed, from the caller's. A request has no deadline of its own: the
 * caller cancels it. What the API sends is not trusted: a body is read up to a limit, redirects are
 * not followed, nothing is asked twice.
 *
 * <p>Patroni speaks HTTP/1.0, ends a body by closing the connection, and serves few connections at
 * a time, an idle one included; hence none is ever kept.
 */
public final class PatroniClient implements PatroniApi {
  private static final int MAX_STATUS_BYTES = 256 * 1024;
  private static final int MAX_CLUSTER_BYTES = 4 * 1024 * 1024;

  /** TCP would repeat its first packet after a second only; the next poll does so sooner. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

  private static final String CLOSED = "because this client is closed";

  private final PollThreads threads = new PollThreads();
  private final Set<Poll> pending = ConcurrentHashMap.newKeySet();
  private final OkHttpClient forStatus;
  private final OkHttpClient forCluster;

  /**
   * @param connectTimeout how long to try one address of a host before the next; should be shorter
   *     than the time after which the caller cancels
   */
  public PatroniClient(PatroniTls tls, Duration connectTimeout) {
    this(tls, connectTimeout, Dns.SYSTEM);
  }

  /**
   * As a URL says.
   *
   * @throws SQLException 22023 if a TLS file of the URL cannot be used
   */
  public static PatroniClient of(TlsFiles tls) throws SQLException {
    try {
      PatroniTls files = PatroniTls.of(tls.caFile(), tls.certFile(), tls.keyFile());
      return new PatroniClient(files, CONNECT_TIMEOUT);
    } catch (IllegalArgumentException e) {
      throw new SQLException(e.getMessage(), "22023", e);
    }
  }

  PatroniClient(PatroniTls tls, Duration connectTimeout, Dns dns) {
    OkHttpClient.Builder base = base(connectTimeout).dns(dns);
    tls.applyTo(base);
    OkHttpClient unlimited = base.build();
    forStatus = limited(unlimited, MAX_STATUS_BYTES);
    forCluster = limited(unlimited, MAX_CLUSTER_BYTES);
  }

  /** All timeouts of reading and writing are off, as each would start a thread of Okio's. */
  private static OkHttpClient.Builder base(Duration connectTimeout) {
    return new OkHttpClient.Builder()
        .connectTimeout(connectTimeout)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .callTimeout(Duration.ZERO)
        .connectionPool(connectionPool())
        .protocols(List.of(Protocol.HTTP_1_1))
        .proxy(Proxy.NO_PROXY)
        .socketFactory(new PromptSocketFactory())
        .fastFallback(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .cookieJar(CookieJar.NO_COOKIES)
        .authenticator(Authenticator.NONE)
        .cache(null);
  }

  private static ConnectionPool connectionPool() {
    try {
      return NoIdleConnections.create();
    } catch (LinkageError e) {
      return new ConnectionPool(/* maxIdleConnections= */ 0, 1, TimeUnit.SECONDS);
    }
  }

  private static OkHttpClient limited(OkHttpClient client, int maxBytes) {
    return client.newBuilder().addNetworkInterceptor(new BoundedAnswer(maxBytes)).build();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code api} is not an http or https address
   */
  @Override
  public Poll status(URI api, long round, Consumer<Observation> done) {
    return start(
        forStatus.newCall(request(api, "primary")),
        (code, body, date) -> Observation.answer(api, round, StatusReader.read(code, body, date)),
        failure -> Observation.noAnswer(api, round, failure),
        done);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code api} is not an http or https address
   */
  @Override
  public Poll clusterMembers(URI api, Consumer<ClusterAnswer> done) {
    return start(
        forCluster.newCall(request(api, "cluster")),
        (code, body, date) -> new ClusterAnswer(api, ClusterReader.read(body), null),
        failure -> new ClusterAnswer(api, List.of(), failure),
        done);
  }

  /**
   * Asks {@code GET} of any path, for what the driver itself does not need. Like {@link
   * #clusterMembers}, if the answer comes from the DCS.
   *
   * @throws IllegalArgumentException if {@code api} is not an http or https address
   */
  public Poll raw(URI api, String path, Consumer<RawAnswer> done) {
    return start(
        forStatus.newCall(request(api, path)),
        (code, body, date) ->
            new RawAnswer(api, code, new String(body, StandardCharsets.UTF_8), date, null),
        failure -> new RawAnswer(api, 0, "", null, failure),
        done);
  }

  private static Request request(URI api, String path) {
    HttpUrl url = HttpUrl.get(api);
    if (url == null) {
      throw new IllegalArgumentException(
          "The address of a Patroni REST API begins with http:// or https:// and a host, unlike "
              + api.getScheme()
              + "://"
              + api.getHost());
    }
    return new Request.Builder()
        .url(url.newBuilder().addPathSegment(path).build())
        .header("Accept", "application/json")
        .header("Accept-Encoding", "identity")
        .header("Connection", "close")
        .header("User-Agent", "pgha")
        .build();
  }

  private <T> Poll start(
      Call call, PendingPoll.Reader<T> reader, PendingPoll.Failure<T> failure, Consumer<T> done) {
    PendingPoll<T> poll = new PendingPoll<>(call, reader, failure, done, threads);
    pending.add(poll);
    if (!threads.offer(() -> run(poll))) {
      pending.remove(poll);
      poll.cancel(
          threads.closed() ? CLOSED : "because " + PollThreads.MAX + " requests hang already");
    }
    return poll;
  }

  private void run(PendingPoll<?> poll) {
    try {
      poll.run();
    } finally {
      pending.remove(poll);
    }
  }

  /**
   * Cancels what is under way. Idle threads end at once, the others when their request notices that
   * its connection is closed; only a name look-up can't be interrupted, and keeps its thread until
   * the resolver gives up. OkHttp and Okio leave no thread behind: the watchdog of Okio and the
   * task runner of OkHttp, which would stay for 60 seconds, are never started (the task runner is
   * if another release of OkHttp than pgha's own is on the class path).
   */
  @Override
  public void close() {
    threads.close();
    pending.forEach(poll -> poll.cancel(CLOSED));
  }

  @Override
  public boolean ended() {
    return threads.ended();
  }

  @Override
  public void awaitEnd(long nanos) throws InterruptedException {
    threads.awaitEnd(nanos);
  }
}
