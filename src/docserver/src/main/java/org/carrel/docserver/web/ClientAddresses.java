package org.carrel.docserver.web;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.carrel.docserver.DocserverConfig;
import org.carrel.verifier.Cidr;
import org.carrel.verifier.ClientAddress;
import org.carrel.verifier.IpLiteral;

/** The address of who sends this request, behind the proxies that are trusted and no others. */
@RequestScoped
public class ClientAddresses {
  private final RoutingContext routing;
  private final List<Cidr> trusted;

  ClientAddresses(RoutingContext routing, DocserverConfig config) {
    this.routing = routing;
    this.trusted = config.trustedProxies().orElse(List.of()).stream().map(Cidr::parse).toList();
  }

  /** The client's address; nothing where it cannot be known. */
  public Optional<InetAddress> now() {
    SocketAddress peer = routing.request().remoteAddress();
    return Optional.ofNullable(peer)
        .map(SocketAddress::hostAddress)
        .flatMap(IpLiteral::parse)
        .flatMap(
            known ->
                ClientAddress.of(
                    known, routing.request().headers().getAll("X-Forwarded-For"), trusted));
  }
}
