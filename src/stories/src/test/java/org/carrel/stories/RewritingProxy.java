package org.carrel.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.carrel.stack.Ports;
import org.carrel.stack.Program;

/**
 * A library's proxy that gives each host a name of its own, as EZproxy does, by nginx: host names
 * are written anew in pages, redirects, cookies and the content policy, and the servers see the
 * proxy's address.
 */
final class RewritingProxy implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/nginx");

  private final int port = Ports.free();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final Program program;

  /** A proxy with an address in its institution's range. */
  RewritingProxy(Demo demo, String address) {
    name("service", demo.service());
    name("docs", demo.docserver());
    name("login", demo.login());
    Path folder = Path.of("target/nginx-" + port).toAbsolutePath();
    Path file = folder.resolve("nginx.conf");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, configuration(folder, address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    program =
        Program.installed(
                "nginx",
                List.of(
                    PROGRAM.toString(),
                    "-p",
                    folder.toString(),
                    "-e",
                    folder.resolve("error.log").toString(),
                    "-c",
                    file.toString()),
                folder,
                URI.create("http://127.0.0.1:" + port + "/alive"))
            .start();
  }

  private void name(String name, String origin) {
    names.put(name, origin);
    origins.put(origin, "http://" + name + ".localhost:" + port);
  }

  String service() {
    return of("service");
  }

  String docserver() {
    return of("docs");
  }

  /** Whether an address is one of those that the proxy gives. */
  boolean gives(String url) {
    return origins.values().stream().anyMatch(own -> url.startsWith(own + "/"));
  }

  private String of(String name) {
    return origins.get(names.get(name));
  }

  private String configuration(Path folder, String address) {
    return """
    daemon off;
    master_process off;
    pid %s/nginx.pid;
    events { worker_connections 256; }
    http {
      access_log off;
      client_body_temp_path %1$s/body;
      proxy_temp_path %1$s/proxy;
      fastcgi_temp_path %1$s/fastcgi;
      uwsgi_temp_path %1$s/uwsgi;
      scgi_temp_path %1$s/scgi;
      proxy_http_version 1.1;
      proxy_read_timeout 60s;
      proxy_buffer_size 32k;
      proxy_buffers 8 32k;
      large_client_header_buffers 4 32k;
      proxy_hide_header Content-Security-Policy;
      sub_filter_once off;
      server { listen 127.0.0.1:%d default_server; location = /alive { return 200; } }
    %s%s}
    """
        .formatted(folder, port, rewriting(), servers(address));
  }

  /** Host names in pages, redirects and cookies, and one after the other in the policy. */
  private String rewriting() {
    StringBuilder text = new StringBuilder();
    String policy = "$upstream_http_content_security_policy";
    int step = 0;
    for (Map.Entry<String, String> one : origins.entrySet()) {
      text.append("sub_filter '%s' '%s';\n".formatted(one.getKey(), one.getValue()));
      text.append("proxy_redirect %s/ %s/;\n".formatted(one.getKey(), one.getValue()));
      String cookies = "proxy_cookie_domain %s %s;\n";
      text.append(cookies.formatted(host(one.getKey()), host(one.getValue())));
      text.append(
          """
          map %1$s $policy%2$d {
            default %1$s;
            "~^(?<before%2$d>.*)%3$s(?<after%2$d>.*)$" "${before%2$d}%4$s${after%2$d}";
          }
          """
              .formatted(policy, step, one.getKey(), one.getValue()));
      policy = "$policy" + step++;
    }
    return text.append("add_header Content-Security-Policy ")
        .append(policy)
        .append(" always;\n")
        .toString();
  }

  private String servers(String address) {
    return names.entrySet().stream()
        .map(
            one ->
                """
                server {
                  listen 127.0.0.1:%d;
                  server_name %s.localhost;
                  location / {
                    proxy_pass %s;
                    proxy_set_header Host %s;
                    proxy_set_header Connection "";
                    proxy_set_header Accept-Encoding "";
                    proxy_set_header X-Forwarded-For %s;
                  }
                }
                """
                    .formatted(
                        port,
                        one.getKey(),
                        one.getValue().replace("localhost", "127.0.0.1"),
                        URI.create(one.getValue()).getAuthority(),
                        address))
        .collect(Collectors.joining());
  }

  private static String host(String origin) {
    return URI.create(origin).getHost();
  }

  @Override
  public void close() {
    program.close();
  }
}
