package org.carrel.docserver;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Settings for tests of parts that need no running server. */
public record TestConfig(Path folder, String clientSecret, List<String> cookieKeys)
    implements DocserverConfig {
  /** A key of 32 bytes under an id. */
  public static String key(String id, char filledWith) {
    byte[] bytes = String.valueOf(filledWith).repeat(32).getBytes(StandardCharsets.US_ASCII);
    return id + "=" + Base64.getEncoder().encodeToString(bytes);
  }

  public static TestConfig in(Path folder) {
    return new TestConfig(folder, "a-secret", List.of(key("k1", 'a')));
  }

  public TestConfig keys(String... keys) {
    return new TestConfig(folder, clientSecret, List.of(keys));
  }

  @Override
  public URI baseUrl() {
    return URI.create("https://documents.example.org");
  }

  @Override
  public URI serviceUrl() {
    return URI.create("https://carrel.example.org");
  }

  @Override
  public String clientId() {
    return "docserver";
  }

  @Override
  public String audience() {
    return "https://documents.example.org";
  }

  @Override
  public Path library() {
    return folder.resolve("library");
  }

  @Override
  public Path cache() {
    return folder.resolve("cache");
  }

  @Override
  public Optional<Path> state() {
    return Optional.empty();
  }

  @Override
  public String name() {
    return "docserver-1";
  }

  @Override
  public Optional<List<String>> trustedProxies() {
    return Optional.empty();
  }

  @Override
  public Duration staleFor() {
    return Duration.ofMinutes(30);
  }

  @Override
  public Duration callTimeout() {
    return Duration.ofSeconds(1);
  }
}
