package io.pgha.driver.patroni;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/**
 * Reads each body whole, up to a limit, while it is still on the wire. Closing a body half read
 * would let OkHttp drain it against the clock, for which Okio starts a thread; an exception from
 * here lets it drop the connection at once.
 */
final class BoundedAnswer implements Interceptor {
  private final int maxBytes;

  BoundedAnswer(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    BufferedSource source = response.body().source();
    if (source.request(maxBytes + 1L)) {
      throw new IOException("the body is longer than " + maxBytes + " bytes");
    }
    return response
        .newBuilder()
        .body(ResponseBody.create(source.readByteString(), /* contentType= */ null))
        // OkHttp would repeat a request that a 503 with "Retry-After: 0" answered.
        .removeHeader("Retry-After")
        .build();
  }
}
