package org.carrel.stories;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What every story stands on: one demo and one browser for all of them, one reader for each. */
abstract class Story {
  private static final AtomicInteger READERS = new AtomicInteger();
  private static final Playwright PLAYWRIGHT =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  static final Browser BROWSER =
      PLAYWRIGHT
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(chromium())
                  .setArgs(
                      List.of(
                          "--no-sandbox",
                          "--disable-dev-shm-usage",
                          "--disable-gpu",
                          "--disable-quic",
                          "--no-first-run",
                          "--disable-background-networking",
                          "--disable-component-update",
                          "--disable-sync")));

  final Demo demo = Demo.running();

  /** A reader nobody has seen before, at a browser of their own. */
  Visit reader() {
    return reader(new Browser.NewContextOptions());
  }

  /** The same with a browser of another kind. */
  Visit reader(Browser.NewContextOptions options) {
    int number = READERS.incrementAndGet();
    String story = getClass().getSimpleName().toLowerCase();
    return new Visit(demo, BROWSER, story + number + "@reader.example", options);
  }

  /** The one that is named, else Chromium without a window of its own, which is the lighter one. */
  private static Path chromium() {
    return Stream.of(
            System.getProperty("carrel.chromium", "/usr/bin/chromium-headless-shell"),
            "/usr/bin/chromium")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no Chromium: -Dcarrel.chromium="));
  }
}
