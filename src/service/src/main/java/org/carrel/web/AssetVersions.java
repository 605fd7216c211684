package org.carrel.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.carrel.base.Secrets;

/** Addresses of our own style, script and font files, which change when the files change. */
@Singleton
class AssetVersions {
  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  String address(String name) {
    return addresses.computeIfAbsent(name, AssetVersions::versioned);
  }

  private static String versioned(String name) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in = loader.getResourceAsStream("META-INF/resources/assets/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no file assets/" + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return "/assets/" + name + "?v=" + Secrets.hash(text).substring(0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
