package org.carrel.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.carrel.verifier.Cidr;
import org.carrel.verifier.ClientAddress;
import org.carrel.verifier.IpLiteral;

/** The address of who sends a request, behind the proxies that are trusted and no others. */
@Singleton
public class ClientAddresses {
  private static final int NETWORK_BYTES = 8;

  private final List<Cidr> trusted;

  ClientAddresses(WebConfig config) {
    trusted = config.trustedProxies().orElse(List.of()).stream().map(Cidr::parse).toList();
  }

  /** The client's address; nothing where it cannot be known. */
  public Optional<InetAddress> of(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    return peer(request)
        .flatMap(
            peer -> ClientAddress.of(peer, request.headers().getAll("X-Forwarded-For"), trusted));
  }

  /** An address as another program wrote it: a literal, never a name. */
  public static Optional<InetAddress> parse(String literal) {
    return IpLiteral.parse(literal);
  }

  /**
   * The client as a key for {@link RateLimits}: an IPv4 address, or the /64 network of an IPv6
   * address, within which one client may choose freely.
   */
  public String key(RoutingContext routing) {
    return of(routing).map(ClientAddresses::key).orElse("unknown");
  }

  static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? address.getHostAddress()
        : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64";
  }

  private static Optional<InetAddress> peer(HttpServerRequest request) {
    try {
      return request.remoteAddress() == null || request.remoteAddress().hostAddress() == null
          ? Optional.empty()
          : Optional.of(InetAddress.getByName(request.remoteAddress().hostAddress()));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
