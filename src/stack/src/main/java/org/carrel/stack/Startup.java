package org.carrel.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Starts parts at the same time where none needs the other; the first failure ends the start. */
final class Startup implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool(Startup::daemon);
  private final List<AutoCloseable> started = new ArrayList<>();
  private final List<CompletableFuture<Void>> all = new ArrayList<>();
  private boolean closed;

  /** Something to do; may throw. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /** Does a step once all those before it are done. */
  CompletableFuture<Void> after(List<CompletableFuture<Void>> before, Step step) {
    CompletableFuture<Void> future =
        CompletableFuture.allOf(before.toArray(CompletableFuture<?>[]::new))
            .thenRunAsync(() -> run(step), threads);
    all.add(future);
    return future;
  }

  CompletableFuture<Void> now(Step step) {
    return after(List.of(), step);
  }

  /** Remembers what has to be closed; closes it at once if all is over. */
  synchronized <T extends AutoCloseable> T opened(T part) {
    if (closed) {
      close(part);
      throw new IllegalStateException("stopped while it started");
    }
    started.add(part);
    return part;
  }

  /**
   * Waits for every step.
   *
   * @throws RuntimeException the first failure, at once
   */
  void await() {
    CompletableFuture<Void> failed = new CompletableFuture<>();
    CompletableFuture<?>[] steps = all.toArray(CompletableFuture<?>[]::new);
    for (CompletableFuture<?> step : steps) {
      step.whenComplete(
          (nothing, failure) -> {
            if (failure != null) {
              failed.completeExceptionally(failure);
            }
          });
    }
    try {
      CompletableFuture.anyOf(CompletableFuture.allOf(steps), failed).join();
    } catch (CompletionException e) {
      throw cause(e);
    }
  }

  /** Closes what was opened, the latest first. */
  @Override
  public void close() {
    List<AutoCloseable> parts;
    synchronized (this) {
      closed = true;
      parts = new ArrayList<>(started);
      started.clear();
    }
    for (int i = parts.size() - 1; i >= 0; i--) {
      close(parts.get(i));
    }
    threads.shutdownNow();
    try {
      // what was just being started or built is ended by its own thread
      threads.awaitTermination(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("could not stop: " + e.getMessage());
    }
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private static RuntimeException cause(Throwable failure) {
    Throwable at = failure;
    while (at instanceof CompletionException && at.getCause() != null) {
      at = at.getCause();
    }
    return at instanceof RuntimeException e ? e : new IllegalStateException(at.getMessage(), at);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "start");
    thread.setDaemon(true);
    return thread;
  }
}
