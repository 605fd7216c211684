package org.carrel.stories;

import com.microsoft.playwright.Page;

/** A reader's hands on the keyboard: what they cannot come to is not there. */
final class Keyboard {
  private static final int MOST_STEPS = 150;

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
  }

  /** Steps on with Tab until the focus is on what the selector names, which must be seen to be. */
  Keyboard to(String selector) {
    for (int i = 0; i < MOST_STEPS; i++) {
      page.keyboard().press("Tab");
      if (page.locator("*:focus").and(page.locator(selector)).count() > 0) {
        requireSeen(selector);
        return this;
      }
    }
    throw new AssertionError("no way by keyboard to " + selector + " at " + page.url());
  }

  Keyboard press(String key) {
    page.keyboard().press(key);
    return this;
  }

  /** Writes over whatever stands in the field that has the focus. */
  Keyboard type(String text) {
    page.keyboard().press("ControlOrMeta+a");
    page.keyboard().type(text);
    return this;
  }

  /** Presses Enter, which opens another page. */
  void enter(String address) {
    page.keyboard().press("Enter");
    page.waitForURL(address);
  }

  private void requireSeen(String selector) {
    boolean seen =
        (Boolean)
            page.locator("*:focus")
                .evaluate(
                    "(e) => [e, e.closest('label'), e.parentElement].some((each) => each"
                        + " && (getComputedStyle(each).outlineStyle !== 'none'"
                        + " || getComputedStyle(each).boxShadow !== 'none'))");
    if (!seen) {
      throw new AssertionError("nobody sees that the focus is on " + selector + ": " + page.url());
    }
  }
}
