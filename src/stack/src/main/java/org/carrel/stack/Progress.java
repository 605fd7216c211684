package org.carrel.stack;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One line a part, with the seconds it has taken: redrawn in place on a terminal, printed when
 * something changes and every ten seconds elsewhere.
 */
final class Progress implements AutoCloseable {
  private static final long REDRAW_MILLIS = 250;
  private static final long REPEAT_MILLIS = 10_000;

  private final PrintStream out;
  private final boolean terminal;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Thread painter = new Thread(this::paint, "progress");
  private int drawn;
  private boolean closed;

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    painter.setDaemon(true);
  }

  /** One part's line. */
  final class Line {
    private final String name;
    private final long began = System.nanoTime();
    private Supplier<String> doing = () -> "";
    private String end = "";
    private String mark = "…";
    private long ended;
    private long told;

    private Line(String name) {
      this.name = name;
    }

    /** What the part is at now, asked anew for each drawing. */
    void doing(Supplier<String> what) {
      synchronized (Progress.this) {
        doing = what;
        told = 0;
      }
    }

    void doing(String what) {
      doing(() -> what);
    }

    void done(String word) {
      end("✓", word);
    }

    void failed() {
      end("✗", "failed");
    }

    private void end(String sign, String word) {
      synchronized (Progress.this) {
        ended = System.nanoTime();
        mark = sign;
        end = word;
        if (!terminal) {
          out.println(text());
        }
      }
    }

    private String text() {
      double seconds = ((end.isEmpty() ? System.nanoTime() : ended) - began) / 1e9;
      String what = end.isEmpty() ? doing.get() : end;
      String cut = what.length() > 60 ? what.substring(0, 59) + "…" : what;
      return "  %s %-14s %6.1f s  %s".formatted(mark, name, seconds, cut);
    }

    private void repeat(long now) {
      if (end.isEmpty() && now - told > REPEAT_MILLIS) {
        told = now;
        out.println(text());
      }
    }
  }

  /** A new line at the bottom. */
  synchronized Line line(String name) {
    Line line = new Line(name);
    lines.put(name, line);
    if (!painter.isAlive() && !closed) {
      painter.start();
    }
    return line;
  }

  /** Draws the last state and stops drawing. */
  @Override
  public synchronized void close() {
    if (!closed && terminal) {
      redraw();
    }
    closed = true;
    painter.interrupt();
    out.flush();
  }

  private void paint() {
    try {
      while (!painter.isInterrupted()) {
        synchronized (this) {
          if (closed) {
            return;
          }
          if (terminal) {
            redraw();
          } else {
            lines.values().forEach(line -> line.repeat(System.currentTimeMillis()));
          }
        }
        Thread.sleep(REDRAW_MILLIS);
      }
    } catch (InterruptedException e) {
      return; // closed: the last state is drawn by the closer
    }
  }

  private void redraw() {
    StringBuilder screen = new StringBuilder();
    if (drawn > 0) {
      screen.append("\u001b[").append(drawn).append("A");
    }
    for (Line line : lines.values()) {
      screen.append("\r\u001b[2K").append(line.text()).append('\n');
    }
    drawn = lines.size();
    out.print(screen);
    out.flush();
  }
}
