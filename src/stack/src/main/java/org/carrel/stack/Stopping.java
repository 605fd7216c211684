package org.carrel.stack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: politely first, then not. */
final class Stopping {
  private Stopping() {}

  /** Asks a process and its children to end; kills what is left after the patience. */
  static void stop(ProcessHandle process, Duration patience) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!ended(process, patience)) {
      process.destroyForcibly();
      ended(process, Duration.ofSeconds(5));
    }
    for (ProcessHandle child : children) {
      child.destroy();
    }
    for (ProcessHandle child : children) {
      if (!ended(child, Duration.ofSeconds(5))) {
        child.destroyForcibly();
      }
    }
  }

  /** Waits for a process to be gone; false if it still runs after the patience. */
  static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return !process.isAlive();
    } catch (ExecutionException | CompletionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
