package org.carrel.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person recognizes a device by, read from the browser's {@code User-Agent}. */
public final class DeviceLabel {
  /** In this order: each browser also claims to be those after it. */
  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("Edg", "Edge"),
          Map.entry("OPR/", "Opera"),
          Map.entry("SamsungBrowser/", "Samsung Internet"),
          Map.entry("Firefox/", "Firefox"),
          Map.entry("FxiOS/", "Firefox"),
          Map.entry("CriOS/", "Chrome"),
          Map.entry("Chromium/", "Chromium"),
          Map.entry("Chrome/", "Chrome"),
          Map.entry("Safari/", "Safari"));

  private static final List<Map.Entry<String, String>> DEVICES =
      List.of(
          Map.entry("iPhone", "iPhone"),
          Map.entry("iPad", "iPad"),
          Map.entry("Android", "Android"),
          Map.entry("CrOS", "Chromebook"),
          Map.entry("Windows", "Windows"),
          Map.entry("Macintosh", "Mac"),
          Map.entry("Linux", "Linux"));

  private DeviceLabel() {}

  /**
   * {@code Firefox on Linux}, {@code Safari on iPhone}; {@code A browser} where nothing is known.
   */
  public static String of(@Nullable String userAgent) {
    String text = userAgent == null ? "" : userAgent;
    String browser = first(BROWSERS, text, "A browser");
    String device = first(DEVICES, text, "");
    return device.isEmpty() ? browser : browser + " on " + device;
  }

  private static String first(
      List<Map.Entry<String, String>> marks, String text, String otherwise) {
    return marks.stream()
        .filter(mark -> text.contains(mark.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(otherwise);
  }
}
