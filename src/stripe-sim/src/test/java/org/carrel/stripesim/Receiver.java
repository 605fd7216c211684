package org.carrel.stripesim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A real HTTP endpoint that hears webhooks and answers as a test wants. */
final class Receiver {
  record Hook(String path, String signature, String body) {
    boolean about(String text) {
      return body.contains(text);
    }
  }

  private static final Receiver ONLY = new Receiver();

  private final List<Hook> hooks = new CopyOnWriteArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger mostInside = new AtomicInteger();
  private volatile Function<Hook, Integer> answer = hook -> 200;

  private Receiver() {
    try {
      int port = Integer.parseInt(System.getProperty(SimUnderTest.HOOK_PORT));
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
      server.setExecutor(
          Executors.newCachedThreadPool(
              work -> {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
              }));
      server.createContext("/", this::hear);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Receiver get() {
    return ONLY;
  }

  private void hear(HttpExchange exchange) throws IOException {
    mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      Hook hook = new Hook(path, exchange.getRequestHeaders().getFirst("Stripe-Signature"), body);
      int status = answer.apply(hook);
      hooks.add(hook);
      if (status == 302) {
        exchange.getResponseHeaders().add("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(status, -1);
    } finally {
      inside.decrementAndGet();
    }
  }

  void answers(Function<Hook, Integer> how) {
    answer = how;
  }

  List<Hook> about(String text) {
    return hooks.stream().filter(hook -> hook.about(text)).toList();
  }

  int mostInside() {
    return mostInside.get();
  }

  void reset() {
    hooks.clear();
    mostInside.set(0);
    answer = hook -> 200;
  }
}
