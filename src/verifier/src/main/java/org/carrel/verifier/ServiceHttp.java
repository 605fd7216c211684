package org.carrel.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches small documents of the service: no redirect is followed, an answer is bounded in bytes
 * and, body included, in time.
 */
final class ServiceHttp {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WHOLE = Duration.ofSeconds(4);

  /**
   * What came back.
   *
   * @param body null where the document has not changed (304)
   */
  record Answer(byte @Nullable [] body, @Nullable String etag) {}

  private final HttpClient client;

  ServiceHttp(@Nullable HttpClient client) {
    this.client = client != null ? client : plainClient();
  }

  private static HttpClient plainClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT)
        .build();
  }

  /**
   * Gets a document.
   *
   * @param etag of the version held, to be asked whether it changed; null to get it in any case
   * @throws IOException for no answer, a late, an oversized or any other answer than 200 and 304
   */
  Answer get(URI uri, String accept, int mostBytes, @Nullable String etag) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(WHOLE).header("Accept", accept);
    if (etag != null) {
      request.header("If-None-Match", etag);
    }
    HttpResponse<byte[]> response = send(request.build(), mostBytes);
    int status = response.statusCode();
    if (status == 304 && etag != null) {
      return new Answer(null, etag);
    }
    if (status != 200) {
      throw new IOException("answered " + status);
    }
    return new Answer(response.body(), response.headers().firstValue("ETag").orElse(null));
  }

  private HttpResponse<byte[]> send(HttpRequest request, int mostBytes) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, info -> new BoundedBody(mostBytes));
    try {
      return sent.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new IOException("no whole answer within " + WHOLE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(cause(e), e);
    }
  }

  private static String cause(ExecutionException e) {
    Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  /** Collects a body and gives up at the first byte too many. */
  private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final int most;
    private Flow.@Nullable Subscription subscription;

    BoundedBody(int most) {
      this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        if (read.size() + (long) part.remaining() > most) {
          if (subscription != null) {
            subscription.cancel();
          }
          whole.completeExceptionally(new IOException("more than " + most + " bytes"));
          return;
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        read.write(bytes, 0, bytes.length);
      }
    }

    @Override
    public void onError(Throwable error) {
      whole.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      whole.complete(read.toByteArray());
    }
  }
}
